package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumFilesTest {
    private static final String SHA256 = "0123456789abcdef".repeat(4);
    private static final String SHA512 = "0123456789abcdef".repeat(8);
    private static final String MD5 = "0123456789abcdef".repeat(2);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEX  a.dump\n",
                "HEX *a.dump\r\n",
                "HEX  ./a.dump",
                "HEX  /var/backups/a.dump",
                "HEX  renamed-since.dump",
                "SHA256 (a.dump) = HEX",
                "SHA256(a.dump)= HEX",
                "SHA2-256(a.dump)= HEX",
                "HEX",
                "  HEX  \n",
                "# made by the backup job\n\nHEX  a.dump\n",
                "\uFEFFHEX  a.dump\n",
                "fedcba  b.dump\nHEX  a.dump\n",
            })
    void readsEveryFormBesideTheArtifact(String form) throws IOException {
        write("a.dump.sha256", form.replace("HEX", SHA256.toUpperCase(Locale.ROOT)));
        assertThat(of("a.dump")).contains(new Checksum("SHA-256", SHA256, "a.dump.sha256"));
    }

    @Test
    void readsAFileForAll() throws IOException {
        write("SHA256SUMS", MD5 + "  b.dump\n" + SHA256 + "  a.dump\n" + SHA256 + "  sub/c.dump\n");
        assertThat(of("a.dump")).contains(new Checksum("SHA-256", SHA256, "SHA256SUMS"));
        assertThat(of("c.dump")).isEmpty();
        assertThat(of("d.dump")).isEmpty();
    }

    @Test
    void readsAFileForAllInBsdForm() throws IOException {
        write("MD5SUMS.txt", "MD5 (a.dump) = " + MD5 + "\n");
        assertThat(of("a.dump")).contains(new Checksum("MD5", MD5, "MD5SUMS.txt"));
    }

    @Test
    void escapedNamesAreReadAsSha256sumWritesThem() throws IOException {
        write("SHA256SUMS", "\\" + SHA256 + "  a\\\\b\\nc.dump\n");
        assertThat(of("a\\b\nc.dump")).isPresent();
    }

    @Test
    void theStrongestAlgorithmIsTaken() throws IOException {
        write("a.dump.md5", MD5);
        write("a.dump.sha512", SHA512);
        write("a.dump.sha1", "");
        assertThat(of("a.dump")).contains(new Checksum("SHA-512", SHA512, "a.dump.sha512"));
    }

    @Test
    void theFileBesideCountsBeforeTheOneForAll() throws IOException {
        write("SHA512SUMS", SHA512 + "  a.dump");
        write("a.dump.md5", MD5);
        assertThat(of("a.dump").map(Checksum::from)).contains("a.dump.md5");
    }

    @Test
    void withoutAnyThereIsNone() throws IOException {
        write("b.dump.sha256", SHA256);
        assertThat(of("a.dump")).isEmpty();
    }

    @Test
    void oneThatCannotBeUnderstoodIsAnError() throws IOException {
        assertRefused("", "a.dump.sha256 is empty");
        assertRefused("<html>not found</html>", "a.dump.sha256: line 1 is not a checksum");
        assertRefused(MD5 + "  a.dump", "a.dump.sha256: line 1 has 32 hexadecimal digits, expected 64 of SHA-256");
        assertRefused("SHA512 (a.dump) = " + SHA512, "a.dump.sha256: line 1 is of SHA512, expected SHA-256");
        assertRefused(SHA256 + "  b.dump\n" + SHA256 + "  c.dump", "a.dump.sha256 does not speak of a.dump");
    }

    @Test
    void aFileForAllThatCannotBeUnderstoodIsAnErrorOnlyWithoutTheRightLine() throws IOException {
        write("SHA256SUMS", "garbage\n" + SHA256 + "  a.dump\n");
        assertThat(of("a.dump")).isPresent();
        assertThatThrownBy(() -> of("b.dump"))
                .isInstanceOf(IOException.class)
                .hasMessage("SHA256SUMS: line 1 is not a checksum and a name");
    }

    private void assertRefused(String text, String message) throws IOException {
        write("a.dump.sha256", text);
        assertThatThrownBy(() -> of("a.dump")).isInstanceOf(IOException.class).hasMessage(message);
    }

    private Optional<Checksum> of(String name) throws IOException {
        return new ChecksumFiles(new DirectoryFolder(folder)).of(name);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
