package io.restoreverifier.inspect;

import static io.restoreverifier.inspect.Fetched.errors;
import static io.restoreverifier.inspect.Fetched.inspect;
import static io.restoreverifier.inspect.Fetched.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.DumpedRows;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.TableOfContents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptInspectionTest {
    private static final byte[] SCRIPT = resource("sample-plain.sql");
    private static final String TEXT = new String(SCRIPT, StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", ".gzip", ".bzip2", ".xz", ".zstd", ".lz4"})
    void healthyScriptHasNoFindingAndTellsItsRows(String wrapping) {
        Inspection inspection = inspect(folder, resource("sample-plain.sql" + wrapping));

        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.format()).isEqualTo(Format.POSTGRESQL_PLAIN);
        assertThat(inspection.selfChecking()).isEqualTo(!wrapping.isEmpty());
        assertThat(inspection.expandedBytes()).isEqualTo(2L * SCRIPT.length + (64L << 20));
        TableOfContents contents = inspection.contents().orElseThrow();
        assertThat(contents.serverVersion()).startsWith("15.");
        assertThat(contents.toolVersion()).startsWith("15.");
        assertThat(contents.databaseName()).isEmpty();
        assertThat(Fetched.rows(contents, "customers")).contains(20L);
        assertThat(Fetched.rows(contents, "invoices")).contains(50L);
        assertThat(Fetched.rows(contents, "empty_table")).contains(0L);
    }

    /** The rows, their digests, and the table of contents are those of the same database in custom format. */
    @ParameterizedTest
    @ValueSource(strings = {"sample-plain.sql", "sample-plain-inserts.sql"})
    void scriptAndCustomDumpSayTheSame(String name) {
        TableOfContents script = contents(resource(name));
        TableOfContents custom = contents(resource("sample.dump"));

        assertThat(digests(script, name.contains("insert"))).isEqualTo(digests(custom, name.contains("insert")));
        assertThat(script.rows().orElseThrow().largeObjects())
                .isPresent()
                .isEqualTo(custom.rows().orElseThrow().largeObjects());
        assertThat(script.rows().orElseThrow().undigested()).isEmpty();
        assertThat(listed(script)).isEqualTo(listed(custom));
    }

    @Test
    void tableOfContentsIsAttachedWithRowCountsAndWithoutRows() {
        String text = inspect(folder, SCRIPT).attachments().get(0).content();

        assertThat(text)
                .contains(
                        "; database: (the script does not say)\n", "TABLE DATA public customers postgres ; 20 rows\n");
        assertThat(text).doesNotContain("customer 7");
    }

    @Test
    void scriptThatIsCutAnywhereIsIncomplete() {
        int end = new String(SCRIPT, StandardCharsets.ISO_8859_1).indexOf("-- PostgreSQL database dump complete");
        for (int length = 700; length < end; length += 97) {
            assertThat(errors(inspect(folder, Arrays.copyOf(SCRIPT, length))))
                    .as("cut to %d bytes", length)
                    .containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
        }
        Finding finding =
                inspect(folder, Arrays.copyOf(SCRIPT, end - 4)).findings().get(0);
        assertThat(finding.message())
                .matches("the script ends at byte [\\d ]+ \\(uncompressed\\), within FK CONSTRAINT invoices"
                        + " invoices_customer_id_fkey: its last line is not `-- PostgreSQL database dump complete`");
        assertThat(finding.hint())
                .isEqualTo("look at the log of the backup job: pg_dump or the transfer stopped half-way");
    }

    @ParameterizedTest
    @ValueSource(strings = {".gzip", ".bzip2", ".xz", ".zstd", ".lz4"})
    void wrappingThatIsCutIsIncomplete(String wrapping) {
        byte[] whole = resource("sample-plain.sql" + wrapping);

        for (int length = whole.length - 1; length > whole.length / 2; length -= 111) {
            assertThat(errors(inspect(folder, Arrays.copyOf(whole, length))))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
        }
    }

    /** Every byte behind the header; what a flip may do is break the check, the end, or the block. */
    @ParameterizedTest
    @ValueSource(strings = {".gzip", ".bzip2", ".xz", ".zstd", ".lz4"})
    void wrappingWithAFlippedByteIsToldAsDamaged(String wrapping) {
        byte[] whole = resource("sample-plain.sql" + wrapping);

        for (int at = whole.length / 3; at < whole.length - 30; at += 37) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            assertThat(errors(inspect(folder, flipped)))
                    .as("flipped byte %d of %d", at, whole.length)
                    .hasSize(1)
                    .isSubsetOf(FindingCode.ARTIFACT_CORRUPT, FindingCode.ARTIFACT_INCOMPLETE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\! id | the command `\\!` of psql",
                "\\o /tmp/x | the command `\\o` of psql",
                "SELECT 1 \\gexec | the command `\\gexec` of psql",
                "\\q | the command `\\q` of psql",
                "COPY customers FROM PROGRAM 'id'; | a COPY that reads or writes elsewhere",
                "copy(select 1)to program 'id'; | a COPY that reads or writes elsewhere",
                "COPY customers FROM '/etc/passwd'; | a COPY that reads or writes elsewhere",
                "alter  system SET archive_mode = on; | ALTER SYSTEM",
            })
    void whatPgDumpNeverWritesIsRefused(String hostile, String what) {
        Finding finding = only(TEXT.replace("\nCOPY public.invoices", "\n" + hostile + "\nCOPY public.invoices"));

        assertThat(finding.code()).isEqualTo(FindingCode.UNSAFE_ENTRY);
        assertThat(finding.message())
                .isEqualTo("the script holds " + what + ", which pg_dump never writes: nothing of it was run");
    }

    @Test
    void theSameWordsInDataAndFunctionsAreHarmless() {
        String harmless = TEXT.replace("customer 7\t", "\\\\! id\t").replace("\nCOPY public.invoices", """

                        CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
                        begin
                          -- PostgreSQL database dump
                          perform '\\! id';
                        end $$;
                        COPY public.invoices""");

        assertThat(inspect(folder, harmless.getBytes(StandardCharsets.UTF_8)).findings())
                .isEmpty();
    }

    @Test
    void severalDumpsInOneFileAreNotRestoredAsIfTheyWereOne() {
        assertThat(only(TEXT + TEXT).code()).isEqualTo(FindingCode.NOT_SUPPORTED);
        assertThat(only(TEXT + TEXT.substring(0, TEXT.length() / 2)).code()).isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
    }

    @Test
    void rolesAreThoseOfOwnersAndGrants() throws Exception {
        String granted = TEXT.replace("\nCOPY public.invoices", """

                --
                -- Name: TABLE invoices; Type: ACL; Schema: public; Owner: "odd; owner"
                --

                GRANT SELECT ON TABLE public.invoices TO reader;

                --
                -- Data for Name: invoices; Type: TABLE DATA; Schema: public; Owner: postgres
                --

                COPY public.invoices""");
        Path file = Fetched.of(folder, granted.getBytes(StandardCharsets.UTF_8)).file();

        assertThat(DumpRoles.of(file, Format.POSTGRESQL_PLAIN)).containsExactly("\"odd; owner\"", "postgres", "reader");
    }

    private TableOfContents contents(byte[] bytes) {
        return inspect(folder, bytes).contents().orElseThrow();
    }

    /** Each table with its digest; INSERT commands name no columns. */
    private static List<String> digests(TableOfContents contents, boolean withoutColumns) {
        return contents.rows().orElseThrow().tables().stream()
                .map(t -> withoutColumns ? new DumpedRows.Table(t.schema(), t.name(), "", t.digest()) : t)
                .map(DumpedRows.Table::toString)
                .sorted()
                .toList();
    }

    private static Set<String> listed(TableOfContents contents) {
        Set<String> ofDumpItself = Set.of("ENCODING", "STDSTRINGS", "SEARCHPATH", "DATABASE");
        Set<String> listed = new TreeSet<>();
        contents.entries().stream()
                .filter(e -> !ofDumpItself.contains(e.type()))
                // A script does not say whose the rows of large objects are.
                .forEach(e -> listed.add(e.type() + " " + e.schema() + " " + e.name() + " "
                        + (e.hasData() ? "" : e.owner()) + " " + e.rows()));
        return listed;
    }

    private Finding only(String script) {
        Inspection inspection = inspect(folder, script.getBytes(StandardCharsets.UTF_8));
        assertThat(inspection.findings()).hasSize(1);
        return inspection.findings().get(0);
    }
}
