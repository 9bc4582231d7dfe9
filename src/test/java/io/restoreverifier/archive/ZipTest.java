package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipTest {
    private static final int LINK = 0120777;

    @TempDir
    Path folder;

    private final List<Entry> seen = new ArrayList<>();

    /** What is packed. */
    @FunctionalInterface
    private interface Content {
        void into(ZipArchiveOutputStream zip) throws IOException;
    }

    @Test
    void everythingComesBackAsItWas() throws IOException {
        Path target = Files.createDirectory(folder.resolve("tree"));

        Unpacked unpacked = unpacker().unpack(file(healthy()), Format.ZIP, target, 1);

        assertThat(unpacked.findings()).isEmpty();
        assertThat(target.resolve("pom.xml")).hasContent("<project/>");
        assertThat(Files.size(target.resolve("data"))).isEqualTo(20_000);
        assertThat(Files.isExecutable(target.resolve("run"))).isTrue();
        assertThat(Files.isExecutable(target.resolve("pom.xml"))).isFalse();
        assertThat(Files.readSymbolicLink(target.resolve("link"))).hasToString("pom.xml");
        assertThat(target.resolve("größe")).hasContent("ü");
    }

    @Test
    void itIsReadToItsEnd() throws IOException {
        Reading reading = read(healthy());

        assertThat(reading.whole()).isTrue();
        assertThat(reading.entries()).isEqualTo(6);
        assertThat(seen).extracting(Entry::kind).contains(Entry.Kind.DIRECTORY, Entry.Kind.SYMBOLIC_LINK);
        assertThat(seen.get(2).bytes()).isEqualTo(20_000);
    }

    @Test
    void oneThatBreaksOffIsIncompleteWhereverItDoes() throws IOException {
        byte[] whole = healthy();
        for (int tenth = 1; tenth < 10; tenth++) {
            assertThat(code(Arrays.copyOf(whole, whole.length * tenth / 10)))
                    .as(tenth + "/10")
                    .isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
        }
        assertThat(code(Arrays.copyOf(whole, whole.length - 1))).isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
    }

    @Test
    void aFlippedByteOfAFileIsSeen() throws IOException {
        byte[] whole = healthy();
        for (int at = 2_000; at < 18_000; at += 1_000) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            assertThat(code(flipped)).as("byte " + at).isEqualTo(FindingCode.ARTIFACT_CORRUPT);
        }
    }

    @Test
    void whatIsEncryptedIsNotRead() throws IOException {
        byte[] encrypted = healthy();
        for (int at = 0; at < encrypted.length - 10; at++) {
            boolean local = signature(encrypted, at, 3, 4);
            boolean central = signature(encrypted, at, 1, 2);
            if (local || central) {
                encrypted[at + (local ? 6 : 8)] |= 1;
            }
        }

        assertThat(code(encrypted)).isEqualTo(FindingCode.NOT_SUPPORTED);
        assertThat(read(encrypted).damages().get(0).message()).isEqualTo("it is encrypted");
    }

    @Test
    void aBombIsRefused() throws IOException {
        byte[] bomb = zip(zip -> {
            zip.putArchiveEntry(new ZipArchiveEntry("zeros"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 120; i++) {
                zip.write(zeros);
            }
            zip.closeArchiveEntry();
        });

        assertThat(code(bomb)).isEqualTo(FindingCode.BOMB);
    }

    @Test
    void nothingIsWrittenOutsideOfTheTree() throws IOException {
        for (byte[] hostile : List.of(
                zip(zip -> add(zip, "../escaped", "x", 0100644)),
                zip(zip -> add(zip, "/escaped", "x", 0100644)),
                zip(zip -> {
                    add(zip, "link", "..", LINK);
                    add(zip, "link/escaped", "x", 0100644);
                }))) {
            Path target = Files.createTempDirectory(folder, "tree");

            Unpacked unpacked = unpacker().unpack(file(hostile), Format.ZIP, target, 0);

            assertThat(unpacked.findings()).extracting(Finding::code).contains(FindingCode.UNSAFE_ENTRY);
            assertThat(folder.resolve("escaped")).doesNotExist();
        }
    }

    private static boolean signature(byte[] bytes, int at, int third, int fourth) {
        return bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == third && bytes[at + 3] == fourth;
    }

    private FindingCode code(byte[] archive) throws IOException {
        return read(archive).damages().get(0).code();
    }

    private Reading read(byte[] archive) throws IOException {
        seen.clear();
        return new ArchiveReader(Limits.DEFAULT, through -> {}).read(file(archive), Format.ZIP, (entry, data) -> {
            seen.add(entry);
            return true;
        });
    }

    private static Unpacker unpacker() {
        return new Unpacker(Limits.DEFAULT, through -> {});
    }

    private Path file(byte[] archive) throws IOException {
        return Files.write(folder.resolve("archive"), archive);
    }

    private static byte[] healthy() throws IOException {
        return zip(zip -> {
            zip.putArchiveEntry(new ZipArchiveEntry("code/"));
            zip.closeArchiveEntry();
            add(zip, "code/pom.xml", "<project/>", 0100644);
            byte[] random = new byte[20_000];
            new Random(7).nextBytes(random);
            zip.putArchiveEntry(new ZipArchiveEntry("code/data"));
            zip.write(random);
            zip.closeArchiveEntry();
            add(zip, "code/run", "#!/bin/sh", 0100755);
            add(zip, "code/link", "pom.xml", LINK);
            add(zip, "code/größe", "ü", 0100644);
        });
    }

    private static void add(ZipArchiveOutputStream zip, String name, String content, int mode) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        zip.putArchiveEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
    }

    private static byte[] zip(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            content.into(zip);
        }
        return bytes.toByteArray();
    }
}
