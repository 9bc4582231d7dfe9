package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each test that docs/hostile-archives.md names is there. */
class HostileArchivesDocumentTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void eachTestOfItIsThere() throws IOException {
        String document = Files.readString(Path.of("docs/hostile-archives.md"));
        List<MatchResult> named = NAMED.matcher(document).results().toList();

        assertThat(named).hasSizeGreaterThan(30).allSatisfy(test -> {
            String source = source(test.group(1));
            assertThat(source).contains("class " + test.group(1));
            if (test.group(2) != null) {
                assertThat(source).contains("void " + test.group(2) + "(");
            }
        });
    }

    private static String source(String name) {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return Files.readString(files.filter(f -> f.endsWith(name + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no " + name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
