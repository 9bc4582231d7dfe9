package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of docs/notifications.md is one that the catalog takes, whatever its secrets are. */
class NotificationExamplesTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^```yaml\\n(.*?)^```", Pattern.DOTALL);
    private static final String ENTRY = "source: {directory: .}\nrestore: {files: {}}\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsTaken(String example) throws IOException {
        boolean entry = example.startsWith("backup:");
        Files.writeString(folder.resolve("entry.yml"), (entry ? example : "backup: example\n") + ENTRY);
        if (!entry) {
            Files.writeString(folder.resolve("catalog.yml"), example);
        }
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.toString());

        assertThatNoException()
                .as(example)
                .isThrownBy(() -> assertThat(
                                Prepared.read(RunOptions.from(properties)).outlets())
                        .hasSize(example.contains("job:") || example.startsWith("shards:") ? 0 : 1));
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(examples()).hasSize(6);
    }

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("docs/notifications.md")))
                .results()
                .map(NotificationExamplesTest::withSecrets);
    }

    private static String withSecrets(MatchResult example) {
        return example.group(1)
                .replaceAll("\\$\\{env:[A-Z_]+_URL}", "https://example.org/hook")
                .replaceAll("\\$\\{env:[A-Z_]+}", "s3cr3t");
    }
}
