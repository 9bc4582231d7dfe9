package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every YAML example of the documentation is one that the catalog takes. */
class DocumentedExamplesTest {
    private static final List<Path> DOCUMENTS = List.of(
            Path.of("README.md"),
            Path.of("docs/configuration.md"),
            Path.of("docs/metrics.md"),
            Path.of("docs/status-page.md"));
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^ *```yaml\\n(.*?)^ *```", Pattern.DOTALL);
    private static final Pattern ABOUT_CATALOG =
            Pattern.compile("(?m)^(now|defaults|images|metrics|status-page):(?! off)");

    /** The backup that examples about the catalog name. */
    private static final String NAMED = "backup: customer-database";

    /** The other backup that examples speak of. */
    private static final String CODE = "clientarea-code";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsTaken(String example) throws IOException {
        boolean common = ABOUT_CATALOG.matcher(example).find();
        Files.writeString(folder.resolve("entry.yml"), completed(common ? NAMED : example));
        if (common) {
            Files.writeString(folder.resolve("catalog.yml"), example);
        }
        if (!example.contains("backup: " + CODE)) {
            Files.writeString(folder.resolve("code.yml"), completed("backup: " + CODE + "\nrestore: {files: {}}"));
        }
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.toString());

        assertThatNoException().as(example).isThrownBy(() -> Prepared.read(RunOptions.from(properties)));
    }

    /** Those that take secrets need an environment, and have a test of their own. */
    static Stream<String> examples() throws IOException {
        Stream.Builder<String> examples = Stream.builder();
        int count = 0;
        for (Path document : DOCUMENTS) {
            Matcher matcher = EXAMPLE.matcher(Files.readString(document));
            while (matcher.find()) {
                String example = matcher.group(1).stripTrailing().stripIndent();
                if (!example.startsWith("#") && !example.contains("${")) {
                    examples.add(example);
                    count++;
                }
            }
        }
        assertThat(count).as("examples found").isGreaterThan(8);
        return examples.build();
    }

    /** What a section needs around it to be an entry. */
    private static String completed(String example) {
        StringBuilder entry = new StringBuilder(example);
        boolean files = example.contains("contains:") && !example.contains("restore:");
        addUnless(entry, example, "backup", "backup: example");
        addUnless(entry, example, "source", "source: {directory: .}");
        addUnless(entry, example, "restore", files ? "restore: {files: {}}" : "restore: {postgresql: {}}");
        return entry.toString();
    }

    private static void addUnless(StringBuilder entry, String example, String key, String line) {
        if (!Pattern.compile("(?m)^" + key + ":").matcher(example).find()) {
            entry.append('\n').append(line);
        }
    }
}
