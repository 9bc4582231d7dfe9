package io.restoreverifier.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.EntryRules;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Reading;
import io.restoreverifier.archive.Ruling;
import io.restoreverifier.archive.Unpacked;
import io.restoreverifier.archive.Unpacker;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as the real tools write them, and broken twins of them: they come back as they were, or it is told why not. */
class ArchiveToolsIT {
    private static final String TREE = """
        set -e
        mkdir -p tree/src/deep/er 'tree/with space' tree/empty
        cd tree
        echo '<project/>' >pom.xml
        head -c 300000 /dev/urandom >src/data
        yes 'all work and no play' | head -c 200000 >src/text
        : >src/nothing
        echo '#!/bin/sh' >run && chmod 750 run
        echo ü >"with space/größe"
        printf odd >"$(printf 'new\\nline')"
        echo deep >src/deep/er/$(printf 'n%.0s' $(seq 90))
        ln src/text src/text-again && ln src/text the-text
        ln -s src/text link && ln -s ../run src/link
        touch -d 2026-01-02T03:04:05Z pom.xml
        """;

    /** What is the same after a restore: names, kinds, permissions, links, contents, and times to the second. */
    private static final String LOOK = """
        cd "$1" && find . -mindepth 1 -printf '%P %y %m %l\\n' | sort
        find . -type f -print0 | sort -z | xargs -0 sha256sum
        stat -c %Y pom.xml; ls -lR --time-style=+ >/dev/null
        """;

    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeTheTree() throws Exception {
        shell(home, TREE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "find . -depth -print0 | cpio --quiet -0o -H newc",
                "find . -depth -print0 | cpio --quiet -0o -H crc",
                "find . -depth -print0 | cpio --quiet -0o -H odc",
                "find . -print0 | cpio --quiet -0o -H newc | gzip",
                "find . -print0 | cpio --quiet -0o -H newc | bzip2",
                "find . -print0 | cpio --quiet -0o -H newc | xz",
                "find . -print0 | cpio --quiet -0o -H newc | zstd --quiet",
                "find . -print0 | cpio --quiet -0o -H newc | lz4 -q",
                "tar -c --format=ustar .",
                "tar -c --format=gnu .",
                "tar -c --format=oldgnu .",
                "tar -c --format=pax .",
                "tar -cJ .",
            })
    void whatTheToolHasPackedComesBackWithItsLinks(String command) throws Exception {
        Path tree = restored(packed(command));

        assertThat(look(tree)).isEqualTo(look(home.resolve("tree")));
        assertThat(Files.isSameFile(tree.resolve("src/text"), tree.resolve("the-text")))
                .isEqualTo(!command.contains("odc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-mx=9", "-m0=bzip2", "-m0=deflate", "-m0=copy", "-ms=off", "-mhc=off", "-m0=lzma"})
    void whatSevenZipHasPackedComesBack(String options) throws Exception {
        Path tree = restored(packed("7z a -bd " + options + " ../out.7z . >/dev/null && cat ../out.7z"));

        assertThat(look(tree)).isEqualTo(look(home.resolve("tree")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "find . -print0 | cpio --quiet -0o -H newc",
                "find . -depth -print0 | cpio --quiet -0o -H crc",
                "find . -depth -print0 | cpio --quiet -0o -H odc",
                "find . -print0 | cpio --quiet -0o -H newc | gzip",
                "7z a -bd ../out.7z . >/dev/null && cat ../out.7z",
                "7z a -bd -m0=copy -mhc=off ../out.7z . >/dev/null && cat ../out.7z",
            })
    void oneThatBreaksOffIsIncompleteWhereverItDoes(String command) throws Exception {
        byte[] whole = Files.readAllBytes(packed(command));
        for (int length :
                new int[] {40, whole.length / 10, whole.length / 2, whole.length * 9 / 10, endOf(whole) - 2}) {
            assertThat(codes(Arrays.copyOf(whole, length)))
                    .as("the first %d of %d bytes", length, whole.length)
                    .containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
        }
        assertThat(codes(whole)).isEmpty();
    }

    /** Of its first header, of its data, and of what stands last. The data of newc and odc is covered by nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "find . -depth -print0 | cpio --quiet -0o -H crc",
                "find . -print0 | cpio --quiet -0o -H newc | xz",
                "7z a -bd ../out.7z . >/dev/null && cat ../out.7z",
                "7z a -bd -mhc=off ../out.7z . >/dev/null && cat ../out.7z",
                "7z a -bd -m0=copy ../out.7z . >/dev/null && cat ../out.7z",
            })
    void aFlippedByteIsSeen(String command) throws Exception {
        byte[] whole = Files.readAllBytes(packed(command));
        int last = endOf(whole) - 3;
        for (int at : new int[] {command.contains("crc") ? 96 : 9, whole.length / 3, whole.length / 2, last}) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x55;
            assertThat(codes(flipped)).as("byte %d of %d", at, whole.length).isNotEmpty();
            assertThat(codes(flipped))
                    .isSubsetOf(FindingCode.ARTIFACT_CORRUPT, FindingCode.ARTIFACT_INCOMPLETE, FindingCode.BOMB);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ptop -mhe=on", "-ptop"})
    void anEncryptedSevenZipIsToldAsSuch(String options) throws Exception {
        Inspection inspection = inspect(packed("7z a -bd " + options + " ../out.7z . >/dev/null && cat ../out.7z"));

        assertThat(inspection.findings())
                .extracting(Finding::code, Finding::message)
                .containsExactly(tuple(FindingCode.NOT_SUPPORTED, "it is encrypted"));
    }

    @Test
    void aSevenZipOfAMethodThatIsNotKnownIsToldAsSuch() throws Exception {
        Path rare = packed("7z a -bd -m0=ppmd ../out.7z . >/dev/null && cat ../out.7z");

        assertThat(inspect(rare).findings())
                .extracting(Finding::code, Finding::message)
                .containsExactly(tuple(FindingCode.NOT_SUPPORTED, "it is compressed in a rare way"));
    }

    /** A device, a pipe, and a name that climbs, as the tools write them. */
    @Test
    void whatIsUnsafeIsRefused() throws Exception {
        Path outside = Files.createDirectories(home.resolve("outside/in"));
        shell(outside, "mkfifo pipe; ln -sf ../../../out-of-it out; echo x >../escaped");

        for (String name :
                List.of("pipe", "out", "../escaped", outside.resolve("pipe").toString())) {
            Path archive = folder.resolve("unsafe");
            shell(outside, "echo '" + name + "' | cpio --quiet -o -H newc > " + archive);
            assertThat(codes(Files.readAllBytes(archive))).as(name).containsExactly(FindingCode.UNSAFE_ENTRY);
        }
    }

    /** Each costs memory while the archive is read: a million of them stay far from what a run has. */
    @Test
    void aMillionEmptyFilesAreJudgedWithoutGrowing() throws Exception {
        Path archive = folder.resolve("million.gz");
        try (OutputStream out =
                new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(archive), 1 << 16))) {
            for (int i = 0; i < 1_000_000; i++) {
                out.write(header("d%04d/file-%07d".formatted(i % 1000, i), 0100644));
            }
            out.write(header("TRAILER!!!", 0));
        }
        EntryRules rules = new EntryRules(Limits.DEFAULT, 0);

        Reading reading = new ArchiveReader(Limits.DEFAULT, through -> {})
                .read(archive, Format.CPIO, (entry, data) -> rules.judge(entry) instanceof Ruling.Allowed);

        assertThat(reading.whole()).isTrue();
        assertThat(reading.entries()).isEqualTo(1_000_000);
    }

    /** As cpio(5) lays out the form of System V, with nothing behind it. */
    private static byte[] header(String name, int mode) {
        String fields = "070701%08x%08x%s%08x%s%08x%s"
                .formatted(1, mode, "0".repeat(16), 1, "0".repeat(48), name.length() + 1, "0".repeat(8));
        int length = (fields.length() + name.length() + 1 + 3) / 4 * 4;
        return Arrays.copyOf((fields + name).getBytes(StandardCharsets.US_ASCII), length);
    }

    private Path packed(String command) throws Exception {
        Path archive = folder.resolve("archive");
        Files.deleteIfExists(home.resolve("out.7z"));
        shell(home.resolve("tree"), "(" + command + ") > " + archive);
        return archive;
    }

    private Path restored(Path archive) throws IOException {
        Inspection inspection = inspect(archive);
        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.format()).isNotEqualTo(Format.UNKNOWN);
        Path tree = Files.createTempDirectory(folder, "restored");
        Unpacked unpacked = new Unpacker(Limits.DEFAULT, through -> {}).unpack(archive, inspection.format(), tree, 0);
        assertThat(unpacked.findings()).isEmpty();
        return tree;
    }

    private static int endOf(byte[] archive) {
        int end = archive.length;
        while (archive[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private List<FindingCode> codes(byte[] archive) {
        return Fetched.errors(Fetched.inspect(folder, archive)).stream()
                .distinct()
                .toList();
    }

    private Inspection inspect(Path archive) throws IOException {
        return Fetched.inspect(folder, Files.readAllBytes(archive));
    }

    private static String look(Path tree) throws Exception {
        return shell(home, LOOK, tree.toString());
    }

    private static String shell(Path in, String script, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script, "bash");
        builder.command().addAll(List.of(arguments));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process =
                builder.directory(in.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
