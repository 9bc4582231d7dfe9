package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest that lies beside an encrypted code base, encrypted itself or not, by the real age, gpg and openssl. */
class EncryptedCompanionIT {
    private static final String SOURCE = "class Main {}\n";
    private static final String ENCRYPT = """
            set -e
            export GNUPGHOME=$PWD/gnupg; mkdir -m 700 gnupg
            age-keygen -o right.age; age-keygen -o wrong.age
            echo 'right passphrase' >right.pass; echo 'wrong passphrase' >wrong.pass
            g() { gpg --batch --no-tty --quiet --pinentry-mode loopback "$@"; }
            for what in code whole changed; do
                age -r "$(age-keygen -y right.age)" -o $what.age $what
                age --armor -r "$(age-keygen -y right.age)" -o $what.armored $what
                g --passphrase-fd 0 --output $what.gpg --symmetric $what <right.pass
                openssl enc -aes-256-cbc -pbkdf2 -pass file:right.pass -in $what -out $what.openssl
            done
            age -r "$(age-keygen -y wrong.age)" -o other.age whole
            g --passphrase-fd 0 --output other.gpg --symmetric whole <wrong.pass
            gpgconf --kill all
            """;

    @TempDir
    static Path home;

    @BeforeAll
    static void encrypt() throws Exception {
        Files.write(
                home.resolve("code"), new Tarball().file("Main.java", SOURCE).gzip());
        Files.writeString(home.resolve("whole"), sum(SOURCE) + "  Main.java\n");
        Files.writeString(home.resolve("changed"), sum("class Other {}\n") + "  Main.java\n");
        Path log = home.resolve("log");
        Process process = new ProcessBuilder("sh", "-c", ENCRYPT)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    private static String sum(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"age", "armored", "gpg", "openssl"})
    void oneThatIsEncryptedIsRead(String how) throws Exception {
        assertThat(verify(how, lying("whole." + how)).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(errors(verify(how, lying("changed." + how))))
                .singleElement()
                .asString()
                .startsWith("FILE_CHANGED ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"age", "gpg", "openssl"})
    void oneThatIsNotEncryptedIsTakenAsItIs(String how) throws Exception {
        assertThat(verify(how, lying("whole")).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(errors(verify(how, lying("changed"))))
                .singleElement()
                .asString()
                .startsWith("FILE_CHANGED ");
    }

    @ParameterizedTest
    @CsvSource({"age", "gpg"})
    void oneOfAnotherKeyIsNotKnowing(String how) throws Exception {
        Outcome outcome = verify(how, lying("other." + how));

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(outcome))
                .containsExactly("WRONG_KEY the key under `decrypt:` does not open manifest, says " + how);
    }

    @Test
    void oneThatWasCutShortIsCorrupt() throws Exception {
        byte[] whole = lying("whole.age");

        Outcome outcome = verify("age", Arrays.copyOf(whole, whole.length - 1));

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(errors(outcome).get(0)).startsWith("ARTIFACT_CORRUPT age does not decrypt its ");
    }

    private static byte[] lying(String name) throws IOException {
        return Files.readAllBytes(home.resolve(name));
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + " " + f.message())
                .toList();
    }

    private static Outcome verify(String how, byte[] manifest) throws Exception {
        Path folder = Files.createTempDirectory(home, "run");
        Path backups = Files.createDirectory(folder.resolve("backups"));
        Files.write(backups.resolve("newest"), lying("code." + how));
        Files.write(backups.resolve("manifest"), manifest);
        String key = how.equals("age") || how.equals("armored")
                ? "{age: {identity: \"${file:right.age}\"}}"
                : "{" + how + ": {" + (how.equals("gpg") ? "passphrase" : "password") + ": \"${file:right.pass}\"}}";
        return OneEntry.verifyEntry(home, "local", """
                backup: code
                source: {directory: %s, newest: "newest", decrypt: %s}
                restore: {files: {}}
                checks: {manifest: manifest}
                """.formatted(backups, key));
    }
}
