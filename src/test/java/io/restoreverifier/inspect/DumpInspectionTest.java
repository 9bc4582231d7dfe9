package io.restoreverifier.inspect;

import static io.restoreverifier.inspect.Fetched.errors;
import static io.restoreverifier.inspect.Fetched.inspect;
import static io.restoreverifier.inspect.Fetched.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.TableOfContents;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpInspectionTest {
    private static final byte[] DUMP = resource("sample.dump");
    private static final byte[] UNCOMPRESSED = resource("sample-uncompressed.dump");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sample.dump", "sample-uncompressed.dump", "sample-pipe.dump"})
    void healthyDumpHasNoFindingAndTellsItsRows(String name) {
        Inspection inspection = inspect(folder, resource(name));

        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.format()).isEqualTo(Format.POSTGRESQL_CUSTOM);
        TableOfContents contents = inspection.contents().orElseThrow();
        assertThat(contents.databaseName()).isEqualTo("sample");
        assertThat(contents.serverVersion()).startsWith("15.");
        assertThat(contents.toolVersion()).startsWith("15.");
        assertThat(contents.writtenAt()).isPresent();
        assertThat(contents.count("TABLE")).isEqualTo(3);
        assertThat(contents.count("VIEW")).isEqualTo(1);
        assertThat(contents.count("INDEX")).isEqualTo(1);
        assertThat(contents.entries()).hasSize(21);
        assertThat(Fetched.rows(contents, "customers")).contains(20L);
        assertThat(Fetched.rows(contents, "invoices")).contains(50L);
        assertThat(Fetched.rows(contents, "empty_table")).contains(0L);
    }

    @Test
    void onlyCompressedDataProveThemselves() {
        assertThat(inspect(folder, DUMP).selfChecking()).isTrue();
        assertThat(inspect(folder, UNCOMPRESSED).selfChecking()).isFalse();
    }

    @Test
    void compressedAndUncompressedDumpHoldTheSameNumberOfBytes() {
        Optional<Long> compressed =
                inspect(folder, DUMP).contents().orElseThrow().uncompressedBytes();
        Optional<Long> plain =
                inspect(folder, UNCOMPRESSED).contents().orElseThrow().uncompressedBytes();

        assertThat(compressed).isEqualTo(plain);
        assertThat(compressed.orElseThrow()).isBetween(2_000L, 8_000L);
        assertThat(inspect(folder, DUMP).expandedBytes()).isEqualTo(2 * compressed.orElseThrow() + (64L << 20));
    }

    @Test
    void tableOfContentsIsAttachedWithRowCountsAndWithoutRows() {
        String text = inspect(folder, DUMP).attachments().get(0).content();

        assertThat(text).contains("; database: sample\n", "TABLE DATA public customers postgres ; 20 rows\n");
        assertThat(text).doesNotContain("customer 7");
    }

    @Test
    void structureAloneFindsNoRows() throws InterruptedIOException {
        Inspection inspection =
                new Inspector(Depth.STRUCTURE, Limits.DEFAULT).inspect(Fetched.of(folder, DUMP), through -> {});

        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.selfChecking()).isFalse();
        assertThat(Fetched.rows(inspection.contents().orElseThrow(), "customers"))
                .isEmpty();
    }

    /** At every byte of one, and at many of its siblings, which take long enough otherwise. */
    @ParameterizedTest
    @CsvSource({"sample.dump, 1", "sample-uncompressed.dump, 13", "sample-pipe.dump, 29"})
    void truncationAtEveryByteIsSeen(String name, int step) {
        byte[] dump = resource(name);
        for (int length = 0; length < dump.length; length += step) {
            Inspection inspection = inspect(folder, Arrays.copyOf(dump, length));
            assertThat(errors(inspection))
                    .as("%s cut to %d bytes", name, length)
                    .hasSize(1);
            if (length >= "PGDMP".length()) {
                assertThat(errors(inspection))
                        .as("%s cut to %d bytes", name, length)
                        .containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
            }
        }
    }

    @Test
    void truncatedDumpSaysWhereAndInWhat() {
        int inInvoices = indexOf(UNCOMPRESSED, "2026-01-02 00:00:00+00");
        Inspection inspection = inspect(folder, Arrays.copyOf(UNCOMPRESSED, inInvoices));

        assertThat(inspection.findings().get(0).message())
                .matches("the dump ends at byte [0-9 ]+, within the data of table public\\.invoices");
        assertThat(inspection.findings().get(0).hint())
                .isEqualTo("look at the log of the backup job: pg_dump or the transfer stopped half-way");
        assertThat(inspection.contents()).isPresent();
    }

    @Test
    void trailingBytesAreDamage() {
        Inspection inspection = inspect(folder, Arrays.copyOf(DUMP, DUMP.length + 1));

        assertThat(errors(inspection)).containsExactly(FindingCode.ARTIFACT_CORRUPT);
        assertThat(inspection.findings().get(0).message())
                .isEqualTo("the dump is damaged near byte 5 795, in the beginning of a block of data:"
                        + " no block has type 0");
    }

    /** The lowest bit: the highest ones of a zlib stream's last byte are padding, which means nothing. */
    @Test
    void everyFlippedByteInCompressedDataIsSeenAndNamed() {
        for (int at = firstBlock(DUMP); at < DUMP.length; at++) {
            byte[] flipped = DUMP.clone();
            flipped[at] ^= 1;
            assertThat(errors(inspect(folder, flipped)))
                    .as("flipped byte %d", at)
                    .hasSize(1);
        }
        byte[] flipped = DUMP.clone();
        flipped[firstBlock(DUMP) + 40] ^= 1;
        assertThat(inspect(folder, flipped).findings().get(0).message())
                .contains("in the data of table public.customers: ");
    }

    /** What cannot be seen without a checksum beside the artifact: a changed value, a changed letter of a name. */
    @Test
    void flippedByteInAnUncompressedValueCannotBeSeen() {
        byte[] flipped = UNCOMPRESSED.clone();
        flipped[indexOf(flipped, "customer 7")] ^= 1;

        Inspection inspection = inspect(folder, flipped);

        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.selfChecking()).isFalse();
    }

    @Test
    void missingEndOfRowsIsSeenAlsoWithoutCompression() {
        byte[] flipped = UNCOMPRESSED.clone();
        flipped[indexOf(flipped, "\\.\n\n\n")] ^= 1;

        assertThat(inspect(folder, flipped).findings().get(0).message())
                .endsWith("its rows do not end with the end-of-data mark");
    }

    /** Whatever bytes come: a result, never another exception, and never an endless read. */
    @ParameterizedTest
    @ValueSource(strings = {"sample.dump", "sample-uncompressed.dump"})
    void hostileBytesAlwaysEndWithAResult(String name) {
        byte[] dump = resource(name);
        Random random = new Random(20261122);
        Set<FindingCode> possible = Set.of(
                FindingCode.ARTIFACT_INCOMPLETE,
                FindingCode.ARTIFACT_CORRUPT,
                FindingCode.NOT_SUPPORTED,
                FindingCode.UNKNOWN_FORMAT);
        for (int i = 0; i < 500; i++) {
            byte[] hostile = random.nextInt(4) == 0 ? Arrays.copyOf(dump, random.nextInt(dump.length)) : dump.clone();
            for (int flips = random.nextInt(4); flips >= 0 && hostile.length > 0; flips--) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt(256);
            }
            List<FindingCode> errors = errors(inspect(folder, hostile));
            assertThat(possible).as("iteration %d", i).containsAll(errors);
        }
    }

    /** Where the first block of data begins: behind the last entry, at the zlib header less the block's own. */
    private static int firstBlock(byte[] dump) {
        for (int i = 0; i < dump.length - 12; i++) {
            boolean block = dump[i] == 1 && dump[i + 1] == 0 && dump[i + 6] == 0 && dump[i + 11] == 0x78;
            if (block) {
                return i;
            }
        }
        throw new AssertionError("no block");
    }

    private static int indexOf(byte[] bytes, String text) {
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).as(text).isPositive();
        return at;
    }
}
