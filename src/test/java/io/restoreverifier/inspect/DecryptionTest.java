package io.restoreverifier.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keys go to the standard input of a program and nowhere that others could list. */
class DecryptionTest {
    private static final String SECRET = "s3cret-words";

    @Test
    void noKeyIsAnArgumentNorPrinted() {
        for (Cipher cipher : List.of(
                new AgeCipher(SECRET),
                new GpgCipher(Optional.of(SECRET), Optional.of(SECRET)),
                new OpensslCipher(SECRET, "aes-256-cbc", "sha256", Optional.of(10_000L), true))) {
            assertThat(cipher.toString()).doesNotContain(SECRET);
            assertThat(cipher.steps(Path.of("artifact"))).isNotEmpty().allSatisfy(step -> {
                assertThat(step.arguments()).noneMatch(argument -> argument.contains(SECRET));
                assertThat(step.toString()).doesNotContain(SECRET);
                assertThat(step.input()).isEqualTo(SECRET + "\n");
            });
        }
    }

    @Test
    void opensslIsCalledAsTheCatalogSays() {
        assertThat(new OpensslCipher(SECRET, "aes-128-cbc", "sha512", Optional.of(7L), true)
                        .steps(Path.of("artifact"))
                        .get(0))
                .hasToString("openssl enc -d -aes-128-cbc -md sha512 -pass stdin -in artifact -pbkdf2 -iter 7");
    }
}
