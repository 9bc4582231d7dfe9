package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/coverage.md are taken by the catalog, together as they stand there. */
class CoverageExamplesTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^```yaml\\n(.*?)^```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theExamplesAreTaken() throws IOException {
        List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("docs/coverage.md")))
                .results()
                .map(example -> example.group(1).replaceAll("\\$\\{[^}]+}", "s3cr3t"))
                .toList();
        assertThat(examples).hasSize(2);
        Files.writeString(folder.resolve("catalog.yml"), "now: 2026-11-21T06:00:00Z\n" + examples.get(0));
        Files.writeString(folder.resolve("entry.yml"), examples.get(1));
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.toString());

        CoverageEntry read =
                Prepared.read(RunOptions.from(properties)).coverage().orElseThrow();

        assertThat(read.entries().covers()).containsEntry("shop-database", List.of("production/shop"));
        assertThat(read.coverage().coverable()).containsExactly("git", "production", "web");
    }
}
