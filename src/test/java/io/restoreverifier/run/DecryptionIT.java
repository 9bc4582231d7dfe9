package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A code base that the real age, gpg and openssl have encrypted, as an entry of the catalog. */
class DecryptionIT {
    private static final String ENCRYPT = """
            set -e
            export GNUPGHOME=$PWD/gnupg; mkdir -m 700 gnupg
            age-keygen -o right.age; age-keygen -o wrong.age
            age -r "$(age-keygen -y right.age)" -o age.enc plain
            echo 'right passphrase' >right.pass; echo 'wrong passphrase' >wrong.pass
            g() { gpg --batch --no-tty --quiet --pinentry-mode loopback "$@"; }
            g --passphrase-fd 0 --output gpg.enc --symmetric plain <right.pass
            for who in wrong right; do
                g --passphrase '' --quick-generate-key "$who@example.org" default default never
                g --export-secret-keys --armor "$who@example.org" >$who.key
            done
            g --trust-model always --recipient right@example.org --output key.enc --encrypt plain
            g --trust-model always --armor --recipient right@example.org --output armored.enc --encrypt plain
            openssl enc -aes-256-cbc -pbkdf2 -pass file:right.pass -in plain -out openssl.enc
            gpgconf --kill all
            """;

    @TempDir
    static Path home;

    @BeforeAll
    static void encrypt() throws IOException, InterruptedException {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        Files.write(
                home.resolve("plain"),
                new Tarball()
                        .file("src/Main.java", "class Main {}\n")
                        .file("noise", noise, 0644)
                        .gzip());
        Path log = home.resolve("log");
        Process process = new ProcessBuilder("sh", "-c", ENCRYPT)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    private static String key(String how, String whose) {
        return switch (how) {
            case "age" -> "{age: {identity: \"${file:%s.age}\"}}".formatted(whose);
            case "gpg" -> "{gpg: {passphrase: \"${file:%s.pass}\"}}".formatted(whose);
            case "openssl" -> "{openssl: {password: \"${file:%s.pass}\"}}".formatted(whose);
            default -> "{gpg: {key: \"${file:%s.key}\"}}".formatted(whose);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"age", "gpg", "key", "armored", "openssl"})
    void comesBackAndIsHashedAsItLies(String how) throws Exception {
        byte[] encrypted = Files.readAllBytes(home.resolve(how + ".enc"));
        Outcome outcome = verify(encrypted, key(how, "right"));

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(encrypted)));
        assertThat(outcome.artifact().orElseThrow().bytes()).isEqualTo(encrypted.length);
    }

    @ParameterizedTest
    @CsvSource({"age, age", "gpg, gpg", "key, gpg", "openssl, openssl"})
    void aWrongKeyIsNotKnowing(String how, String program) throws Exception {
        Outcome outcome = verify(Files.readAllBytes(home.resolve(how + ".enc")), key(how, "wrong"));

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(outcome))
                .containsExactly("WRONG_KEY the key under `decrypt:` does not open it, says " + program);
    }

    @ParameterizedTest
    @CsvSource({"age, age", "gpg, gpg", "key, gpg", "openssl, openssl"})
    void oneThatWasCutShortIsCorrupt(String how, String program) throws Exception {
        byte[] whole = Files.readAllBytes(home.resolve(how + ".enc"));
        for (int length : new int[] {whole.length - 1, whole.length / 2 + 3}) {
            assertThat(errors(verify(Arrays.copyOf(whole, length), key(how, "right"))))
                    .as(how + " cut to " + length)
                    .singleElement()
                    .asString()
                    .matches("ARTIFACT_CORRUPT " + program + " does not decrypt its [0-9 ]+ bytes to the end: they were"
                            + " cut short or changed, or are not encrypted by it");
        }
    }

    /** openssl sees none of it; here gzip does. */
    @ParameterizedTest
    @ValueSource(strings = {"age", "gpg", "key", "openssl"})
    void aByteThatWasFlippedIsSeen(String how) throws Exception {
        byte[] flipped = Files.readAllBytes(home.resolve(how + ".enc"));
        flipped[flipped.length / 2] ^= 1;

        assertThat(errors(verify(flipped, key(how, "right"))))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_CORRUPT ");
    }

    @Test
    void oneThatIsNotEncryptedIsFoundOut() throws Exception {
        for (String how : List.of("age", "gpg", "openssl")) {
            assertThat(errors(verify(Files.readAllBytes(home.resolve("plain")), key(how, "right"))))
                    .singleElement()
                    .asString()
                    .startsWith("ARTIFACT_CORRUPT " + how + " does not decrypt its ");
        }
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + " " + f.message())
                .toList();
    }

    /** Nothing of the key is in the report, and neither a process nor a file of gpg's is left. */
    private static Outcome verify(byte[] artifact, String decrypt) throws Exception {
        Path folder = Files.createTempDirectory(home, "run");
        Files.write(Files.createDirectory(folder.resolve("backups")).resolve("newest"), artifact);
        Outcome outcome = OneEntry.verifyEntry(home, "local", """
                backup: code
                source: {directory: %s, newest: "newest", decrypt: %s}
                restore: {files: {}}
                checks: {contains: ["src/*.java"]}
                """.formatted(folder.resolve("backups"), decrypt));
        assertThat(outcome.toString()).doesNotContain("AGE-SECRET-KEY", "passphrase\n", "PRIVATE KEY");
        // Another class may be at work with gpg meanwhile, which does not stay either.
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(agents()).isEmpty());
        return outcome;
    }

    private static List<String> agents() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains("/key") && command.contains("gpg-agent"))
                .toList();
    }
}
