package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnpackerTest {
    @TempDir
    Path folder;

    private Path outside;
    private Path target;

    @BeforeEach
    void makeTarget() throws IOException {
        outside = Files.createDirectory(folder.resolve("outside"));
        target = Files.createDirectory(outside.resolve("target"));
    }

    @Test
    void writesFilesFoldersAndLinks() throws IOException {
        Unpacked unpacked = unpack(new Tarball()
                .directory("code/", 0755)
                .file("code/run.sh", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), 0755)
                .file("code/sub/deep.txt", "deep")
                .symbolicLink("code/link", "sub/deep.txt")
                .hardLink("code/hard", "code/run.sh"));

        assertThat(unpacked).isEqualTo(new Unpacked(2, 1, 2, 14, 0, List.of()));
        assertThat(unpacked.complete()).isTrue();
        assertThat(target.resolve("code/sub/deep.txt")).hasContent("deep");
        assertThat(target.resolve("code/link")).isSymbolicLink().hasContent("deep");
        assertThat(Files.isSameFile(target.resolve("code/hard"), target.resolve("code/run.sh")))
                .isTrue();
    }

    @Test
    void setsModesAndTimes() throws IOException {
        unpack(new Tarball()
                .directory("private/", 0)
                .file("private/setuid", "x".getBytes(StandardCharsets.UTF_8), 06755)
                .file("private/unreadable", "x".getBytes(StandardCharsets.UTF_8), 0)
                .directory("private/sticky/", 01777));

        assertThat(mode("private")).isEqualTo("rwx------");
        assertThat(mode("private/setuid")).isEqualTo("rwxr-xr-x");
        assertThat((int) Files.getAttribute(target.resolve("private/setuid"), "unix:mode") & 07000)
                .isZero();
        assertThat(mode("private/unreadable")).isEqualTo("rw-------");
        assertThat((int) Files.getAttribute(target.resolve("private/sticky"), "unix:mode") & 07000)
                .isZero();
        for (String name : List.of("private", "private/setuid", "private/sticky")) {
            assertThat(Files.getLastModifiedTime(target.resolve(name))).isEqualTo(FileTime.from(Tarball.TIME));
        }
    }

    @Test
    void stripsLeadingPartsAndSaysWhatIsLeftOut() throws IOException {
        Unpacked unpacked = unpack(
                new Tarball()
                        .directory("top/", 0755)
                        .file("top/a/b", "b")
                        .file("readme", "r")
                        .gzip(),
                1);

        assertThat(target.resolve("a/b")).hasContent("b");
        assertThat(target.resolve("readme")).doesNotExist();
        assertThat(unpacked.leftOut()).isEqualTo(1);
        assertThat(unpacked.complete()).isTrue();
        assertThat(unpacked.findings().get(0).message())
                .isEqualTo("1 entry was left out, because `strip: 1` leaves nothing of the name");
    }

    @Test
    void laterFileReplacesAnEarlierOneAndNotItsHardLink() throws IOException {
        unpack(new Tarball().file("a", "old").hardLink("b", "a").file("a", "new"));

        assertThat(target.resolve("a")).hasContent("new");
        assertThat(target.resolve("b")).hasContent("old");
    }

    static Stream<Tarball> hostile() {
        return Stream.of(
                new Tarball().file("ok", "x").file("../escaped", "x"),
                new Tarball().file("ok", "x").file("/tmp/restore-verifier-escaped", "x"),
                new Tarball().file("ok", "x").symbolicLink("link", "..").file("link/escaped", "x"),
                new Tarball().file("ok", "x").symbolicLink("link", "../escaped").file("link", "x"),
                new Tarball().file("ok", "x").symbolicLink("d/up", "..").symbolicLink("d/out", "up/.."),
                new Tarball().file("ok", "x").symbolicLink("in", "d").file("in/below", "x"),
                new Tarball().file("ok", "x").symbolicLink("name/", "..").file("name/escaped", "x"),
                new Tarball().file("ok", "x").hardLink("hard", "../secret"),
                new Tarball().file("ok", "x").symbolicLink("out", "..").hardLink("hard", "out/secret"),
                new Tarball()
                        .file("ok", "x")
                        .file("d/in", "x")
                        .symbolicLink("s", "d")
                        .hardLink("hard", "s/in"),
                new Tarball()
                        .file("ok", "x")
                        .file("d/in", "x")
                        .symbolicLink("s", "d")
                        .hardLink("s/hard", "ok"),
                new Tarball().file("ok", "x").hardLink("hard", "not-there-yet").file("not-there-yet", "x"),
                new Tarball().file("ok", "x").special("null", '3', ""),
                new Tarball().file("ok", "x").special("sda", '4', ""),
                new Tarball().file("ok", "x").special("pipe", '6', ""));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileEntryStopsUnpackingAndNothingIsWrittenOutside(Tarball archive) throws IOException {
        Files.writeString(outside.resolve("secret"), "secret");

        Unpacked unpacked = unpack(archive);

        assertThat(unpacked.findings()).extracting(Finding::code).containsExactly(FindingCode.UNSAFE_ENTRY);
        assertThat(unpacked.findings().get(0).message()).startsWith("unpacking stopped at this entry: ");
        assertThat(unpacked.complete()).isFalse();
        assertThat(target.resolve("ok")).hasContent("x");
        assertThat(outside.toFile().list()).containsExactlyInAnyOrder("target", "secret");
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(Path.of("/tmp/restore-verifier-escaped")).doesNotExist();
    }

    /** The writer does not rely on the rules alone. */
    @Test
    void linkOnTheDiskIsNotFollowedEvenWhenNoEntryMadeIt() throws IOException {
        Files.createSymbolicLink(target.resolve("link"), outside);

        assertThatExceptionOfType(io.restoreverifier.model.CannotTell.class)
                .isThrownBy(() -> unpack(new Tarball().file("link/escaped", "x")));
        assertThat(outside.resolve("escaped")).doesNotExist();
    }

    @Test
    void damagedArchiveIsAFinding() throws IOException {
        byte[] archive =
                new Tarball().file("a", "x").file("b", "y".repeat(5000)).tar();

        Unpacked unpacked = unpack(Arrays.copyOf(archive, 4000), 0);

        assertThat(unpacked.complete()).isFalse();
        assertThat(unpacked.findings()).extracting(Finding::code).containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
    }

    @Test
    void bombStopsEarly() throws IOException {
        byte[] archive = new Tarball().file("zeros", new byte[3_000_000], 0644).gzip();
        Limits limits = new Limits(10, 10, 1L << 40, 200, 1_000_000, 4096, 256);
        Path file = Tarball.write(folder, archive);

        Unpacked unpacked = new Unpacker(limits, through -> {}).unpack(file, Format.TAR_GZIP, target, 0);

        assertThat(unpacked.findings()).extracting(Finding::code).containsExactly(FindingCode.BOMB);
        assertThat(Files.size(target.resolve("zeros"))).isLessThan(1_200_000);
    }

    @Test
    void interruptedThreadStopsUnpacking() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> unpack(new Tarball().file("a", "x")));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private Unpacked unpack(Tarball archive) throws IOException {
        return unpack(archive.gzip(), 0);
    }

    private Unpacked unpack(byte[] archive, int strip) throws IOException {
        Format format = archive[0] == 0x1f ? Format.TAR_GZIP : Format.TAR;
        return new Unpacker(Limits.DEFAULT, through -> {})
                .unpack(Tarball.write(folder, archive), format, target, strip);
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(target.resolve(name), LinkOption.NOFOLLOW_LINKS));
    }
}
