package io.restoreverifier.inspect;

import static io.restoreverifier.inspect.Fetched.errors;
import static io.restoreverifier.inspect.Fetched.inspect;
import static io.restoreverifier.inspect.Fetched.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.TableOfContents;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpVersionsTest {
    private static final byte[] DUMP = resource("sample.dump");

    @TempDir
    Path folder;

    @Test
    void dumpOfPostgresql18IsReadAsWell() {
        Inspection inspection = inspect(folder, resource("sample-18.dump"));

        assertThat(inspection.findings()).isEmpty();
        TableOfContents contents = inspection.contents().orElseThrow();
        assertThat(contents.toolVersion()).startsWith("18.");
        assertThat(Fetched.rows(contents, "customers")).contains(20L);
        assertThat(inspection.attachments().get(0).content()).contains("; archive version: 1.16\n");
    }

    /** Since 17 one entry stands for many of them. */
    @ParameterizedTest
    @ValueSource(strings = {"sample.dump", "sample-17-lz4.dump", "sample-18.dump"})
    void eachLargeObjectIsListedWhateverTheVersion(String name) {
        TableOfContents contents = inspect(folder, resource(name)).contents().orElseThrow();

        assertThat(contents.entries())
                .filteredOn(entry -> entry.type().equals("BLOB"))
                .extracting(TableOfContents.Entry::name, TableOfContents.Entry::owner)
                .containsExactly(tuple("4711", "postgres"), tuple("4712", "postgres"));
        assertThat(contents.count("BLOB METADATA")).isZero();
    }

    /** pg_dump writes frames without checksums: rows are counted, and a flipped byte in a value cannot be seen. */
    @ParameterizedTest
    @ValueSource(strings = {"sample-17-lz4.dump", "sample-18-zstd.dump"})
    void dumpCompressedWithLz4OrZstdIsReadToItsRows(String name) {
        Inspection inspection = inspect(folder, resource(name));

        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.selfChecking()).isFalse();
        TableOfContents contents = inspection.contents().orElseThrow();
        assertThat(Fetched.rows(contents, "customers")).contains(20L);
        assertThat(Fetched.rows(contents, "invoices")).contains(50L);
        assertThat(Fetched.rows(contents, "empty_table")).contains(0L);
        assertThat(contents.uncompressedBytes())
                .isEqualTo(inspect(folder, resource("sample.dump"))
                        .contents()
                        .orElseThrow()
                        .uncompressedBytes());
    }

    /** Whatever bytes come: a result, and never another exception. */
    @ParameterizedTest
    @ValueSource(strings = {"sample-17-lz4.dump", "sample-18-zstd.dump"})
    void damageOfLz4AndZstdEndsWithAResult(String name) {
        byte[] dump = resource(name);
        for (int at = dump.length - 2000; at < dump.length; at++) {
            byte[] damaged = dump.clone();
            damaged[at] ^= (byte) (1 << (at % 8));
            assertThat(errors(inspect(folder, damaged)))
                    .as("flipped byte %d", at)
                    .isSubsetOf(FindingCode.ARTIFACT_CORRUPT, FindingCode.ARTIFACT_INCOMPLETE);
        }
        assertThat(errors(inspect(folder, Arrays.copyOf(dump, dump.length - 1))))
                .containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
    }

    @Test
    void newerArchiveVersionIsNotKnowing() {
        byte[] newer = DUMP.clone();
        newer[6] = 17;

        Inspection inspection = inspect(folder, newer);

        assertThat(errors(inspection)).containsExactly(FindingCode.NOT_SUPPORTED);
        assertThat(inspection.findings().get(0).message())
                .isEqualTo("the dump's archive version is 1.17, expected 1.12 to 1.16");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 14, 15, 16})
    void everyArchiveVersionIsRead(int version) {
        Inspection inspection = inspect(folder, RewrittenDump.as(version, DUMP));

        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.attachments().get(0).content()).contains("; archive version: 1." + version + "\n");
        assertThat(Fetched.rows(inspection.contents().orElseThrow(), "invoices"))
                .contains(50L);
    }
}
