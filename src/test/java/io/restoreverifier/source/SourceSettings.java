package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Sections;
import io.restoreverifier.remote.Patience;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Reads the section {@code source:} as the catalog would. */
final class SourceSettings {
    private SourceSettings() {}

    /** How a kind is read. */
    interface Reader {
        Source read(Settings settings, ZoneId zone, Patience patience, TwoLooks looks);
    }

    /** Whatever is young is looked at twice, without a pause. */
    static Source read(Path folder, Reader reader, String yaml, Patience patience) {
        Problems problems = new Problems();
        Settings settings = Sections.settings(folder, yaml, problems);
        Source source = reader.read(settings, ZoneOffset.UTC, patience, looks());
        settings.finish();
        assertThat(problems.all()).isEmpty();
        return source;
    }

    static Settings of(Path folder, String yaml) {
        return Sections.settings(folder, yaml, new Problems());
    }

    /** What is wrong with a section: key and message. */
    static List<String> problems(Path folder, Reader reader, String yaml) {
        Problems problems = new Problems();
        Settings settings = Sections.settings(folder, yaml, problems);
        reader.read(settings, ZoneOffset.UTC, Patience.read(settings), looks());
        settings.finish();
        return problems.all().stream()
                .map(problem -> problem.key() + ": " + problem.message())
                .toList();
    }

    private static TwoLooks looks() {
        return new TwoLooks(Clock.systemUTC(), Duration.ofMinutes(2), Duration.ofSeconds(1), pause -> {});
    }
}
