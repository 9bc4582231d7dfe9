package io.restoreverifier.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.MariadbBackup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that the real mariadb-backup has made, and copies of it that are each broken in one respect. */
class XbStreamInspectionTest {
    private static final Path WEEKLY = Path.of("fixtures/billing/backups/weekly/billing-20261115T030000Z.xb.gz");

    @TempDir
    Path folder;

    private static byte[] stream;

    @BeforeAll
    static void uncompress() throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(WEEKLY)))) {
            stream = in.readAllBytes();
        }
    }

    @Test
    void aWholeStreamSaysWhatItIs() throws Exception {
        for (byte[] bytes : new byte[][] {stream, Files.readAllBytes(WEEKLY)}) {
            Inspection inspection = Fetched.inspect(folder, bytes);

            assertThat(inspection.findings()).isEmpty();
            assertThat(inspection.format()).isEqualTo(Format.XBSTREAM);
            assertThat(inspection.selfChecking()).isTrue();
            assertThat(inspection.label()).isEqualTo("full backup by mariadb-backup of MariaDB 10.11");
            MariadbBackup backup = inspection.mariadb().orElseThrow();
            assertThat(backup.missing()).isEmpty();
            assertThat(backup.prepared()).isFalse();
            assertThat(backup.to()).isPositive();
        }
    }

    @Test
    void aTruncatedStreamIsIncomplete() {
        assertThat(error(Arrays.copyOf(stream, stream.length / 2)))
                .startsWith("ARTIFACT_INCOMPLETE: the stream ends within a chunk, after byte ");
    }

    @Test
    void aStreamThatEndsBetweenTwoFilesSaysWhatItLacks() {
        String whole = new String(stream, StandardCharsets.ISO_8859_1);
        int end = whole.lastIndexOf("XBSTCK01\0P\u000f\0\0\0xtrabackup_info");
        int begin = whole.indexOf("XBSTCK01", 8);

        Inspection inspection = Fetched.inspect(folder, Arrays.copyOf(stream, end));

        assertThat(inspection.mariadb().orElseThrow().missing()).contains("xtrabackup_info");
        assertThat(error(Arrays.copyOf(stream, begin))).startsWith("ARTIFACT_INCOMPLETE: the stream ends within ");
    }

    /** The small file that comes first, alone. */
    @Test
    void aStreamOfOtherFilesIsNoBackup() throws IOException {
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        other.write(chunk('P', "one", "x"));
        other.write(chunk('E', "one", ""));

        assertThat(error(other.toByteArray()))
                .isEqualTo(
                        "ARTIFACT_INCOMPLETE: the stream ends after 1 file without xtrabackup_info, which mariadb-backup"
                                + " writes last");
    }

    @Test
    void aFlippedByteAnywhereIsSeen() {
        for (int at : new int[] {stream.length / 3, stream.length / 2, stream.length - 200}) {
            byte[] flipped = stream.clone();
            flipped[at] ^= 1;

            assertThat(error(flipped)).startsWith("ARTIFACT_CORRUPT: ");
        }
        byte[] flipped = stream.clone();
        flipped[stream.length / 2] ^= 1;
        assertThat(error(flipped))
                .matches("ARTIFACT_CORRUPT: a chunk of \\S+ before byte [\\d ,]+ does not hold against its checksum");
    }

    @Test
    void aNameThatLeadsOutIsRefused() throws IOException {
        ByteArrayOutputStream hostile = new ByteArrayOutputStream();
        hostile.write(chunk('P', "../escaped", "x"));
        hostile.write(chunk('E', "../escaped", ""));
        hostile.write(stream);

        assertThat(error(hostile.toByteArray())).startsWith("UNSAFE_ENTRY: unsafe to unpack: ");
    }

    @Test
    void aHoleInAFileIsSeen() throws IOException {
        ByteArrayOutputStream holed = new ByteArrayOutputStream();
        holed.write(chunk('P', "one", "x"));
        holed.write(chunk('P', "one", "x"));

        assertThat(error(holed.toByteArray()))
                .isEqualTo("ARTIFACT_CORRUPT: a chunk of one is for its byte 0, expected 1");
    }

    private String error(byte[] bytes) {
        Inspection inspection = Fetched.inspect(folder, bytes);
        assertThat(Fetched.errors(inspection)).hasSize(1).doesNotContain(FindingCode.UNKNOWN_FORMAT);
        Finding finding = inspection.findings().get(0);
        return finding.code() + ": " + finding.message();
    }

    private static byte[] chunk(char type, String path, String data) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        byte[] payload = data.getBytes(StandardCharsets.UTF_8);
        ByteBuffer chunk = ByteBuffer.allocate(14 + name.length + (type == 'P' ? 20 + payload.length : 0))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("XBSTCK01".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .put((byte) type)
                .putInt(name.length)
                .put(name);
        if (type == 'P') {
            CRC32 crc = new CRC32();
            crc.update(payload);
            chunk.putLong(payload.length)
                    .putLong(0)
                    .putInt((int) crc.getValue())
                    .put(payload);
        }
        return chunk.array();
    }
}
