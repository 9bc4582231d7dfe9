package io.restoreverifier.inspect;

import static io.restoreverifier.inspect.Fetched.errors;
import static io.restoreverifier.inspect.Fetched.inspect;
import static io.restoreverifier.inspect.Fetched.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.TableOfContents;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that is large enough for a thread to uncompress it ahead. */
class LargeTableTest {
    private static final int ROWS = 100_000;
    private static final byte[] SAMPLE = resource("sample.dump");
    private static final byte[] DUMP = RewrittenDump.withData(rows("\\.\n\n\n"), SAMPLE);

    @TempDir
    Path folder;

    private static byte[] rows(String end) {
        Random random = new Random(1);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append(i)
                    .append('\t')
                    .append(Long.toHexString(random.nextLong()))
                    .append('\n');
        }
        return (rows + end).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void itsRowsAndThoseOfTheTablesBehindItAreTold() {
        Inspection inspection = inspect(folder, DUMP);

        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.selfChecking()).isTrue();
        TableOfContents contents = inspection.contents().orElseThrow();
        assertThat(Fetched.rows(contents, "customers")).contains((long) ROWS);
        assertThat(Fetched.rows(contents, "invoices")).contains(50L);
        assertThat(contents.uncompressedBytes().orElseThrow()).isGreaterThan(2L << 20);
    }

    @Test
    void whatIsDamagedFarBehindItsBeginningIsTold() {
        byte[] damaged = DUMP.clone();
        damaged[DUMP.length * 9 / 10] ^= 0x55;

        Inspection inspection = inspect(folder, damaged);

        assertThat(errors(inspection)).containsExactly(FindingCode.ARTIFACT_CORRUPT);
        assertThat(inspection.findings().get(0).message())
                .endsWith(", in the data of table public.customers: what is compressed there does not uncompress");
    }

    @Test
    void whatBreaksOffFarBehindItsBeginningIsTold() {
        Inspection inspection = inspect(folder, Arrays.copyOf(DUMP, DUMP.length * 9 / 10));

        assertThat(errors(inspection)).containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
        assertThat(inspection.findings().get(0).message())
                .isEqualTo("the dump ends at byte " + Quantity.number(DUMP.length * 9 / 10)
                        + ", within the data of table public.customers");
    }

    @Test
    void rowsThatLackTheirEndAreTold() {
        Inspection inspection = inspect(folder, RewrittenDump.withData(rows(""), SAMPLE));

        assertThat(errors(inspection)).containsExactly(FindingCode.ARTIFACT_CORRUPT);
        assertThat(inspection.findings().get(0).message()).contains("its rows do not end with the end-of-data mark");
    }

    @Test
    void anInterruptionEndsIt() {
        Thread reader = Thread.currentThread();

        assertThatThrownBy(() -> Inspector.standard().inspect(Fetched.of(folder, DUMP), through -> {
                    if (through > DUMP.length / 2) {
                        reader.interrupt();
                    }
                }))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
