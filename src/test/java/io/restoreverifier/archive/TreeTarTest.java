package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTarTest {
    private static final Instant LATEST = Instant.parse("2026-11-21T02:15:00Z");

    @TempDir
    Path temp;

    private Path tree;

    @BeforeEach
    void grow() throws IOException {
        tree = Files.createDirectory(temp.resolve("tree"));
        Files.createDirectories(tree.resolve("src/empty"));
        Files.write(tree.resolve("src/Main.java"), new byte[100_001]);
        Files.writeString(tree.resolve("src").resolve("n".repeat(200)), "long");
        Files.writeString(tree.resolve("Größe 10 µm.txt"), "");
        Files.writeString(tree.resolve("exactly"), "x".repeat(512));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("src/Main.java"));
        Files.createSymbolicLink(tree.resolve("out"), Path.of("/etc"));
        Files.setPosixFilePermissions(tree.resolve("exactly"), PosixFilePermissions.fromString("rwxr-x--x"));
    }

    @Test
    void everythingInTheFolderIsInItAndNothingThatLinksLeadTo() throws IOException {
        Map<String, Entry> entries = entries(read());

        assertThat(entries.keySet())
                .containsExactly(
                        "./",
                        "Größe 10 µm.txt",
                        "exactly",
                        "link",
                        "out",
                        "src/",
                        "src/Main.java",
                        "src/empty/",
                        "src/" + "n".repeat(200));
        assertThat(entries.get("out").link()).isEqualTo("/etc");
        assertThat(entries.get("src/Main.java").bytes()).isEqualTo(100_001);
        assertThat(entries.get("exactly").mode()).isEqualTo(0751);
    }

    @Test
    void itsLengthIsKnownBeforeAndItIsTheSameEachTime() throws IOException {
        byte[] bytes = read();

        assertThat(TreeTar.look(tree).bytes()).isEqualTo(bytes.length);
        assertThat(read()).isEqualTo(bytes);
    }

    @Test
    void theLatestChangeOfAnythingInItCounts() throws IOException {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.filter(p -> !Files.isSymbolicLink(p)).toList()) {
                Files.setLastModifiedTime(path, FileTime.from(LATEST.minusSeconds(60)));
            }
        }
        Files.delete(tree.resolve("link"));
        Files.delete(tree.resolve("out"));
        Files.setLastModifiedTime(tree, FileTime.from(LATEST.minusSeconds(60)));
        Files.setLastModifiedTime(tree.resolve("src/Main.java"), FileTime.from(LATEST));

        assertThat(TreeTar.look(tree).modified()).isEqualTo(LATEST);
    }

    @Test
    void aFileThatGetsShorterMeanwhileCutsItOff() throws IOException {
        long expected = TreeTar.look(tree).bytes();
        try (InputStream tar = TreeTar.open(tree)) {
            tar.readNBytes(5000);
            Files.write(tree.resolve("src/Main.java"), new byte[10]);

            assertThat(5000 + tar.readAllBytes().length).isLessThan((int) expected);
        }
    }

    @Test
    void whatIsNeitherFileNorFolderIsRefusedByWhoeverReadsIt() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", tree.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(entries(read()).get("pipe").kind()).isEqualTo(Entry.Kind.FIFO);
    }

    private byte[] read() throws IOException {
        try (InputStream tar = TreeTar.open(tree)) {
            return tar.readAllBytes();
        }
    }

    private Map<String, Entry> entries(byte[] tar) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Path file = Files.write(temp.resolve("tree.tar"), tar);
        Reading reading = new ArchiveReader(Limits.DEFAULT, through -> {}).read(file, Format.TAR, (entry, data) -> {
            entries.put(entry.name(), entry);
            return true;
        });
        assertThat(reading.damages()).isEmpty();
        return entries;
    }
}
