package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is hostile in one format is so in each: tar, zip, 7z, cpio. */
class HostileFormatsTest {
    private static final int FILE = 0100644;
    private static final int LINK = 0120777;

    @TempDir
    Path folder;

    private Path outside;
    private Path target;

    @BeforeEach
    void makeTarget() throws IOException {
        outside = Files.createDirectory(folder.resolve("outside"));
        target = Files.createDirectory(outside.resolve("target"));
    }

    /** One entry to be packed. */
    private record Item(String name, int mode, String content) {}

    private static Item file(String name) {
        return new Item(name, FILE, "x");
    }

    private enum Packer {
        TAR(Format.TAR),
        ZIP(Format.ZIP),
        SEVEN_ZIP(Format.SEVEN_ZIP),
        CPIO(Format.CPIO);

        private final Format format;

        Packer(Format format) {
            this.format = format;
        }

        byte[] pack(Item... items) throws IOException {
            return switch (this) {
                case TAR -> tar(items);
                case ZIP -> zip(items);
                case SEVEN_ZIP -> sevenZip(items);
                case CPIO -> cpio(items);
            };
        }
    }

    static Stream<Arguments> hostile() {
        return Stream.of(Packer.values())
                .flatMap(packer -> Stream.of(
                                new Item[] {file("../escaped")},
                                new Item[] {file("/tmp/restore-verifier-escaped")},
                                new Item[] {file("C:\\escaped")},
                                new Item[] {file("a\\..\\..\\escaped")},
                                new Item[] {new Item("link", LINK, ".."), file("link/escaped")},
                                new Item[] {new Item("link", LINK, "../escaped"), file("link")},
                                new Item[] {new Item("link", LINK, "/etc/passwd")},
                                new Item[] {new Item("pipe", 0010644, "")},
                                new Item[] {new Item("null", 0020666, "")},
                                new Item[] {new Item("sda", 0060660, "")},
                                new Item[] {new Item("socket", 0140666, "")},
                                new Item[] {file("a".repeat(256))},
                                new Item[] {file("d/".repeat(257) + "deep")},
                                new Item[] {file("file"), file("file/below")})
                        .map(items -> Arguments.of(packer, items)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nothingIsWrittenOutside(Packer packer, Item[] items) throws IOException {
        Unpacked unpacked = unpack(packer.format, packer.pack(items));

        assertThat(unpacked.complete()).isFalse();
        assertThat(unpacked.findings())
                .filteredOn(Finding::isError)
                .extracting(Finding::code)
                .containsExactly(FindingCode.UNSAFE_ENTRY);
        assertThat(outside.toFile().list()).containsExactly("target");
        assertThat(Path.of("/tmp/restore-verifier-escaped")).doesNotExist();
    }

    /** Names that differ in case or in how an accent is written are different files here; of two that are the same the later counts. */
    @ParameterizedTest
    @EnumSource(Packer.class)
    void whatIsOnlyOddComesBack(Packer packer) throws IOException {
        String deep = "d/".repeat(64) + "deep";
        Unpacked unpacked = unpack(
                packer.format,
                packer.pack(
                        file("Name"),
                        file("name"),
                        file("caf\u00e9"),
                        file("cafe\u0301"),
                        file("\u202egpj.exe"),
                        file("\uff0e\uff0e"),
                        file(deep),
                        new Item("twice", FILE, "old"),
                        new Item("twice", FILE, "new"),
                        new Item("setuid", 0106755, "x")));

        assertThat(unpacked.complete()).isTrue();
        assertThat(target.toFile().list())
                .containsExactlyInAnyOrder(
                        "Name",
                        "name",
                        "caf\u00e9",
                        "cafe\u0301",
                        "\u202egpj.exe",
                        "\uff0e\uff0e",
                        "d",
                        "twice",
                        "setuid");
        assertThat(target.resolve(deep)).hasContent("x");
        assertThat(target.resolve("twice")).hasContent("new");
        assertThat((int) Files.getAttribute(target.resolve("setuid"), "unix:mode") & 07777)
                .isEqualTo(0755);
    }

    /** A dump or a backup of mariadb-backup may be packed by any of them. */
    @ParameterizedTest
    @EnumSource(Packer.class)
    void theFormatIsToldByItsBeginning(Packer packer) throws Exception {
        byte[] archive = packer.pack(file("a"));
        assertThat(ArchiveReader.formatOf(Tarball.write(folder, archive))).isEqualTo(packer.format);
        if (packer == Packer.TAR || packer == Packer.CPIO) {
            Format inGzip = packer == Packer.TAR ? Format.TAR_GZIP : Format.CPIO;
            assertThat(ArchiveReader.formatOf(Tarball.write(folder, Tarball.gzip(archive))))
                    .isEqualTo(inGzip);
        }
    }

    @ParameterizedTest
    @CsvSource({"gz", "bzip2", "xz", "zstd", "lz4-framed"})
    void aBombIsLeftInEachCompression(String compression) throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new CompressorStreamFactory().createCompressorOutputStream(compression, bomb)) {
            out.write(cpio(new Item("zeros", FILE, "\0".repeat(3_000_000))));
        }
        Limits limits = new Limits(10, 10, 1L << 40, 100, 1_000_000, 4096, 256);

        assertThat(damage(bomb.toByteArray(), Format.CPIO, limits).code()).isEqualTo(FindingCode.BOMB);
    }

    @ParameterizedTest
    @EnumSource(Packer.class)
    void tooManyEntriesAreABombInEachFormat(Packer packer) throws IOException {
        Limits few = new Limits(2, 10, 1 << 30, 200, 1 << 20, 4096, 256);

        assertThat(damage(packer.pack(file("a"), file("b"), file("c")), packer.format, few)
                        .message())
                .isEqualTo("it holds more than 2 entries");
    }

    /** The library would take the directory's word for how much memory it needs. */
    @Test
    void aSevenZipThatClaimsAHugeDirectoryIsRefusedBeforeItIsRead() throws IOException {
        byte[] archive = sevenZip(file("a"));
        byte[] huge = Arrays.copyOf(archive, 32 + (33 << 20));
        put(huge, 12, 0);
        put(huge, 20, 33 << 20);
        CRC32 checksum = new CRC32();
        checksum.update(huge, 12, 20);
        for (int i = 0; i < 4; i++) {
            huge[8 + i] = (byte) (checksum.getValue() >> 8 * i);
        }

        assertThat(damage(huge, Format.SEVEN_ZIP, Limits.DEFAULT).message())
                .isEqualTo("its directory takes 34 603 008 bytes, more than 33 554 432 bytes");
    }

    @Test
    void aSevenZipThatWasNeverFinishedSaysSo() throws IOException {
        byte[] archive = sevenZip(file("a"));
        Arrays.fill(archive, 8, 32, (byte) 0);

        assertThat(damage(archive, Format.SEVEN_ZIP, Limits.DEFAULT))
                .extracting(Damage::code, Damage::message)
                .containsExactly(
                        FindingCode.ARTIFACT_INCOMPLETE,
                        "it was never finished: where its directory lies is not written");
    }

    @Test
    void aCpioThatLiesAboutASizeIsDamaged() throws IOException {
        byte[] archive = cpio(new Item("a", FILE, "0123456789"), file("b"));
        for (String lie : new String[] {"00000008", "0000000d", "00000100", "7fffffff"}) {
            byte[] lying = archive.clone();
            System.arraycopy(lie.getBytes(StandardCharsets.US_ASCII), 0, lying, 54, 8);
            assertThat(damage(lying, Format.CPIO, Limits.DEFAULT).code())
                    .as(lie)
                    .isIn(FindingCode.ARTIFACT_CORRUPT, FindingCode.ARTIFACT_INCOMPLETE);
        }
    }

    /** Of one file with three names System V's form gives the data once, with the last or, by some tools, with the first. */
    @ParameterizedTest
    @CsvSource({"2", "0"})
    void namesOfOneFileAreLinksWhereverItsDataIs(int withData) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(bytes, CpioConstants.FORMAT_NEW)) {
            for (int i = 0; i < 3; i++) {
                CpioArchiveEntry entry = new CpioArchiveEntry("name-" + i, i == withData ? 4 : 0);
                entry.setMode(FILE);
                entry.setInode(7);
                entry.setNumberOfLinks(3);
                cpio.putArchiveEntry(entry);
                cpio.write((i == withData ? "data" : "").getBytes(StandardCharsets.US_ASCII));
                cpio.closeArchiveEntry();
            }
        }

        assertThat(unpack(Format.CPIO, bytes.toByteArray()).links()).isEqualTo(2);
        for (int i = 0; i < 3; i++) {
            assertThat(target.resolve("name-" + i)).hasContent("data");
        }
    }

    @Test
    void aZipWithASecondDirectoryIsRefused() throws IOException {
        byte[] one = zip(file("shown"));
        byte[] other = zip(file("other"));
        int directory = indexOf(one, 1, 2);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.write(one, directory, one.length - directory);
        byte[] twice = both.toByteArray();
        twice[twice.length - 6] = (byte) one.length;
        twice[twice.length - 5] = (byte) (one.length >> 8);
        Damage damage = damage(twice, Format.ZIP, Limits.DEFAULT);

        assertThat(damage.code()).isEqualTo(FindingCode.UNSAFE_ENTRY);
        assertThat(damage.message())
                .matches("near byte \\d+ it has a header that its directory does not list:"
                        + " other programs may unpack other files");
        both.reset();
        both.writeBytes(other);
        both.writeBytes(one);
        assertThat(damage(both.toByteArray(), Format.ZIP, Limits.DEFAULT).code())
                .isEqualTo(FindingCode.UNSAFE_ENTRY);
    }

    /** As a bomb of David Fifield's does: many names, one set of bytes. */
    @Test
    void aZipWhoseEntriesShareBytesIsABomb() throws IOException {
        byte[] archive = zip(new Item("a", FILE, "x".repeat(100)), new Item("b", FILE, "x".repeat(100)));
        int first = indexOf(archive, 1, 2);
        int second = indexOf(Arrays.copyOfRange(archive, first + 4, archive.length), 1, 2) + first + 4;
        System.arraycopy(archive, first + 42, archive, second + 42, 4);

        assertThat(damage(archive, Format.ZIP, Limits.DEFAULT).code()).isEqualTo(FindingCode.BOMB);
    }

    /** Such names cannot be written from here: they are told, and two of them are never taken for one. */
    @Test
    void namesThatAreNotUtf8AreTold() throws IOException {
        byte[] archive = latin(new Tarball().file("caf#", "x").file("tea", "y").tar());

        assertThat(unpack(Format.TAR, archive).findings())
                .extracting(Finding::code, Finding::message)
                .containsExactly(tuple(
                        FindingCode.FILE_CHANGED,
                        "1 name is not UTF-8, and comes back with other bytes; the first is caf\ufffd"));
        byte[] two = latin(new Tarball().file("caf#", "x").file("caf@", "y").tar());
        target = Files.createDirectory(outside.resolve("second"));
        assertThat(unpack(Format.TAR, two).findings()).extracting(Finding::code).contains(FindingCode.UNSAFE_ENTRY);
    }

    @Test
    void extendedAttributesThatDoNotComeBackAreTold() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            for (String keyword : new String[] {"SCHILY.xattr.security.capability", "SCHILY.acl.access", "comment"}) {
                TarArchiveEntry entry = new TarArchiveEntry(keyword);
                entry.addPaxHeader(keyword, "value");
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }

        Unpacked unpacked = unpack(Format.TAR, bytes.toByteArray());

        assertThat(unpacked.complete()).isTrue();
        assertThat(unpacked.findings())
                .extracting(Finding::code, Finding::message)
                .containsExactly(tuple(
                        FindingCode.FILE_CHANGED,
                        "extended attributes or access lists of 2 entries are in it, and do not come back here"));
    }

    /** With bytes of Latin-1 in place of some letters, and sums that fit. */
    private static byte[] latin(byte[] tar) {
        for (int at = 0; at + 512 <= tar.length; at += 1024) {
            byte[] header = Arrays.copyOfRange(tar, at, at + 512);
            for (int i = 0; i < 100; i++) {
                header[i] = header[i] == '#' ? (byte) 0xe9 : header[i] == '@' ? (byte) 0xe8 : header[i];
            }
            if (header[0] != 0) {
                System.arraycopy(Tarball.sealed(header), 0, tar, at, 512);
            }
        }
        return tar;
    }

    private static int indexOf(byte[] bytes, int third, int fourth) {
        for (int i = 0; i + 4 <= bytes.length; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == third && bytes[i + 3] == fourth) {
                return i;
            }
        }
        throw new AssertionError("no such header");
    }

    private static void put(byte[] bytes, int at, long value) {
        for (int i = 0; i < 8; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
    }

    private Unpacked unpack(Format format, byte[] archive) throws IOException {
        return new Unpacker(Limits.DEFAULT, through -> {}).unpack(Tarball.write(folder, archive), format, target, 0);
    }

    private Damage damage(byte[] archive, Format format, Limits limits) throws IOException {
        return new ArchiveReader(limits, through -> {})
                .read(Tarball.write(folder, archive), format, (entry, data) -> true)
                .damages()
                .get(0);
    }

    private static byte[] tar(Item... items) {
        Tarball tarball = new Tarball();
        for (Item item : items) {
            switch (item.mode() & 0170000) {
                case 0100000 ->
                    tarball.file(item.name(), item.content().getBytes(StandardCharsets.UTF_8), item.mode() & 07777);
                case 0120000 -> tarball.symbolicLink(item.name(), item.content());
                case 0010000 -> tarball.special(item.name(), '6', "");
                case 0020000 -> tarball.special(item.name(), '3', "");
                case 0060000 -> tarball.special(item.name(), '4', "");
                default -> tarball.special(item.name(), 'Z', "");
            }
        }
        return tarball.tar();
    }

    private static byte[] zip(Item... items) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (Item item : items) {
                ZipArchiveEntry entry = new ZipArchiveEntry(item.name());
                entry.setUnixMode(item.mode());
                zip.putArchiveEntry(entry);
                zip.write(item.content().getBytes(StandardCharsets.UTF_8));
                zip.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] sevenZip(Item... items) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (SevenZOutputFile archive = new SevenZOutputFile(channel)) {
            for (Item item : items) {
                SevenZArchiveEntry entry = new SevenZArchiveEntry();
                entry.setName(item.name());
                entry.setHasWindowsAttributes(true);
                entry.setWindowsAttributes(0x8000 | item.mode() << 16);
                archive.putArchiveEntry(entry);
                archive.write(item.content().getBytes(StandardCharsets.UTF_8));
                archive.closeArchiveEntry();
            }
        }
        return Arrays.copyOf(channel.array(), (int) channel.size());
    }

    private static byte[] cpio(Item... items) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioArchiveOutputStream cpio =
                new CpioArchiveOutputStream(bytes, CpioConstants.FORMAT_NEW, 512, StandardCharsets.UTF_8.name())) {
            Set<String> names = new HashSet<>();
            for (Item item : items) {
                // The library writes no name twice.
                String name = names.add(item.name()) ? item.name() : "./" + item.name();
                byte[] content = item.content().getBytes(StandardCharsets.UTF_8);
                CpioArchiveEntry entry = new CpioArchiveEntry(name, content.length);
                entry.setMode(item.mode());
                cpio.putArchiveEntry(entry);
                cpio.write(content);
                cpio.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
