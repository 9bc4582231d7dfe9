package io.restoreverifier.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Location;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Problems problems = new Problems();
    private final Placeholders placeholders = new Placeholders(environment::get, problems);

    @Test
    void severalAreReplacedInOneText() throws IOException {
        environment.put("USER_NAME", "ops$1\\");
        Files.writeString(folder.resolve("password"), "correct horse\n");

        assertThat(replace("https://${env:USER_NAME}:${file:password}@host/${env:USER_NAME}"))
                .isEqualTo("https://ops$1\\:correct horse@host/ops$1\\");

        assertThat(placeholders.secrets()).containsExactlyInAnyOrder("ops$1\\", "correct horse");
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${database.jdbc-url}", "${HOME}", "${", "$(date)", "${ENV:X}", "{env:X}"})
    void otherPlaceholdersAreLeftAlone(String text) {
        assertThat(Placeholders.isIn(text)).isFalse();
        assertThat(replace(text)).isEqualTo(text);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void whatComesFromASecretIsNotReplacedAgain() {
        environment.put("A", "${env:B}");
        environment.put("B", "b");
        assertThat(replace("${env:A}")).isEqualTo("${env:B}");
    }

    @Test
    void aFileCountsFromTheYamlThatNamesItAndLosesItsLastLineEnd() throws IOException {
        Files.createDirectory(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/a"), "line 1\nline 2\r\n");
        assertThat(replace("${file:keys/a}")).isEqualTo("line 1\nline 2");
    }

    @Test
    void theLinesOfALongSecretAreSecretsToo() throws IOException {
        Files.writeString(folder.resolve("key"), "{\n\"private\": \"abcdefghijk\"\n}\n");
        replace("${file:key}");
        assertThat(placeholders.secrets())
                .containsExactlyInAnyOrder("{\n\"private\": \"abcdefghijk\"\n}", "\"private\": \"abcdefghijk\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${env:NOWHERE}|the environment variable NOWHERE is not set|set it where the run starts",
                "${env:EMPTY}|the environment variable EMPTY is empty|''",
                "${env:A B}|`A B` is not the name of an environment variable|''",
                "${env:}|`` is not the name of an environment variable|''",
                "x${env:UNCLOSED|`${env:` has no closing brace|write `${env:...}`",
                "${file:nowhere}|there is no file `nowhere`|paths count from the file that names them",
                "${file:}|there is no file ``|paths count from the file that names them",
                "${file:.}|there is no file `.`|paths count from the file that names them",
                "${file:/dev/zero}|there is no file `/dev/zero`|paths count from the file that names them",
                "${file:blank}|the file `blank` is empty|''",
                "${file:binary}|the file `binary` is not UTF-8 text|''",
                "${file:huge}|the file `huge` is larger than 1 MiB, and no secret|''",
            })
    void aSecretThatCannotBeHadIsAProblem(String text, String message, String hint) throws IOException {
        environment.put("EMPTY", "");
        Files.writeString(folder.resolve("blank"), "\n");
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
        Files.write(folder.resolve("huge"), new byte[(1 << 20) + 1]);

        replace(text);

        assertThat(problems.all())
                .containsExactly(new Problem(new Location(folder.resolve("a.yml"), 3), "source.url", message, hint));
        assertThat(placeholders.secrets()).isEmpty();
    }

    private String replace(String text) {
        return placeholders.replace(text, new Location(folder.resolve("a.yml"), 3), "source.url");
    }
}
