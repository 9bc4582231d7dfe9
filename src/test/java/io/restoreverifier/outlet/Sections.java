package io.restoreverifier.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Location;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads a section of {@code catalog.yml} as the catalog would. */
public final class Sections {
    private Sections() {}

    /** @param folder of the catalog, which relative paths count from */
    public static List<Outlet> read(Path folder, Function<Settings, List<Outlet>> reader, String yaml) {
        Problems problems = new Problems();
        Settings settings = settings(folder, yaml, problems);
        List<Outlet> outlets = reader.apply(settings);
        settings.finish();
        assertThat(problems.all()).isEmpty();
        return outlets;
    }

    /** What is wrong with a section: key and message. */
    public static List<String> problems(Path folder, Function<Settings, List<Outlet>> reader, String yaml) {
        Problems problems = new Problems();
        Settings settings = settings(folder, yaml, problems);
        reader.apply(settings);
        settings.finish();
        return problems.all().stream().map(Sections::line).toList();
    }

    private static String line(Problem problem) {
        return problem.key() + ": " + problem.message();
    }

    /** A section as it was written; what is wrong with it is noted. */
    public static Settings settings(Path folder, String yaml, Problems problems) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        Location location = new Location(folder.resolve("catalog.yml"), 1);
        return Settings.of((Node.Mapping) node(location, document), problems);
    }

    private static Node node(Location location, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Node> entries = new LinkedHashMap<>();
            map.forEach((key, child) -> entries.put(key.toString(), node(location, child)));
            return new Node.Mapping(location, entries);
        }
        if (value instanceof List<?> list) {
            return new Node.Sequence(
                    location, list.stream().map(item -> node(location, item)).toList());
        }
        return new Node.Scalar(location, value == null ? "" : value.toString(), false);
    }
}
