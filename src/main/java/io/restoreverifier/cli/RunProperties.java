package io.restoreverifier.cli;

import io.restoreverifier.run.RunOptions;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The options of a command as {@code mvn verify} has them, so that they are read and judged in one place. */
final class RunProperties {
    private final Properties properties = new Properties();

    RunProperties() {
        properties.putAll(System.getProperties());
        properties.setProperty("restore.version", Version.text());
        properties.putIfAbsent("restore.report", "restore-report");
    }

    /** An option that was not given changes nothing. */
    RunProperties with(String name, @Nullable Object value) {
        if (value != null) {
            properties.setProperty("restore." + name, value.toString());
        }
        return this;
    }

    /** @throws io.restoreverifier.model.CatalogException that names every value that cannot be used */
    RunOptions options() {
        return RunOptions.from(properties);
    }
}
