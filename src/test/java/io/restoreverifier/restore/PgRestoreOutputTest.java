package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.LineConsumer.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Output as pg_restore of PostgreSQL 15 writes it, unless said otherwise. */
class PgRestoreOutputTest {

    @Test
    void rolesThatAreMissingAreToldOnceWithTheLineToWrite() {
        PgRestoreOutput output = output(List.of("billing_ro"), """
                pg_restore: while PROCESSING TOC:
                pg_restore: from TOC entry 215; 1259 16390 TABLE customers billing_app
                pg_restore: error: could not execute query: ERROR:  role "billing_app" does not exist
                Command was: ALTER TABLE public.customers OWNER TO billing_app;
                pg_restore: error: could not execute query: ERROR:  role "billing_app" does not exist
                Command was: ALTER TABLE public.contacts OWNER TO billing_app;
                pg_restore: error: could not execute query: ERROR:  role "o'hara, old" does not exist
                pg_restore: warning: errors ignored on restore: 3""");

        Finding finding = only(output);
        assertThat(finding.code()).isEqualTo(FindingCode.ROLE_MISSING);
        assertThat(finding.message()).isEqualTo("the dump needs roles that do not exist: billing_app, o'hara, old");
        assertThat(finding.hint())
                .isEqualTo("pg_dump carries no roles; write under `restore: postgresql:` the line"
                        + "  roles: [billing_ro, billing_app, 'o''hara, old']  or keep a dump of globals");
    }

    @Test
    void anExtensionThatTheImageLacksIsTold() {
        assertThat(only(output(List.of(), """
                pg_restore: error: could not execute query: ERROR:  extension "postgis" is not available
                DETAIL:  Could not open extension control file "/usr/share/postgresql/15/extension/postgis.control".
                HINT:  The extension must first be installed on the system where PostgreSQL is running.
                Command was: CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;""")))
                .satisfies(f -> assertThat(f.code()).isEqualTo(FindingCode.EXTENSION_MISSING))
                .satisfies(f -> assertThat(f.subject()).isEqualTo("postgis"));
    }

    @Test
    void anErrorInTheDataIsToldWithoutTheRow() {
        PgRestoreOutput output = output(List.of(), """
                pg_restore: from TOC entry 3501; 0 16471 TABLE DATA tickets billing_app
                pg_restore: error: COPY failed for table "tickets": ERROR:  new row for relation "tickets" violates check constraint "short"
                DETAIL:  Failing row contains (1, PLANTED).
                CONTEXT:  COPY tickets, line 1: "1	PLANTED\"""");

        assertThat(only(output).code()).isEqualTo(FindingCode.RESTORE_ERRORS);
        assertThat(only(output).message())
                .isEqualTo("COPY failed for table \"tickets\": ERROR:  new row for relation \"tickets\" violates check"
                        + " constraint \"short\"");
        assertThat(output.text()).doesNotContain("PLANTED").contains("TABLE DATA tickets");
    }

    @Test
    void whatAFunctionRaisesIsNeitherShownNorTakenAtItsWord() {
        PgRestoreOutput output = output(List.of(), """
                pg_restore: error: COPY failed for table "tickets": ERROR:  role "PLANTED" does not exist
                CONTEXT:  PL/pgSQL function public.refuse(text) line 3 at RAISE
                COPY tickets, line 1: "1	PLANTED"
                pg_restore: WARNING:  no space left on device, says PLANTED
                CONTEXT:  PL/pgSQL function public.refuse(text) line 2 at RAISE
                pg_restore: error: could not execute query: ERROR:  out of memory
                CONTEXT:  PL/pgSQL function public.refuse(text) line 2 at RAISE""");

        assertThat(only(output).code()).isEqualTo(FindingCode.RESTORE_ERRORS);
        assertThat(only(output).message())
                .isEqualTo(
                        "a function of the database raised an error; its text is not shown, since it may carry rows");
        assertThat(output.trouble()).isEmpty();
        assertThat(output.text()).doesNotContain("PLANTED");
    }

    @Test
    void aRowThatLooksLikeAnErrorOfTheServerIsNone() {
        PgRestoreOutput output = output(List.of(), """
                pg_restore: error: could not execute query: ERROR:  check constraint "short" of relation "tickets" is violated by some row
                DETAIL:  Failing row contains (1, it says
                ERROR:  role "PLANTED" does not exist
                ).""");

        assertThat(only(output).code()).isEqualTo(FindingCode.RESTORE_ERRORS);
        assertThat(output.text()).doesNotContain("PLANTED");
    }

    @Test
    void aServerThatIsLostIsNotKnowing() {
        assertThat(output(List.of(), """
                pg_restore: error: could not execute query: server closed the connection unexpectedly
                	This probably means the server terminated abnormally
                	before or while processing the request.""").trouble())
                .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(FindingCode.TOOL_FAILED));
        assertThat(output(
                                List.of(),
                                "pg_restore: error: COPY failed for table \"t\": ERROR:  could not extend file"
                                        + " \"base/16384/16390\": No space left on device")
                        .trouble())
                .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(FindingCode.OUT_OF_DISK));
    }

    @Test
    void whatANewerToolSetsIsExpected() {
        assertThat(output(List.of(), """
                pg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter "transaction_timeout"
                Command was: SET transaction_timeout = 0;
                pg_restore: warning: errors ignored on restore: 1""").findings(1, "17.2")).isEmpty();
    }

    @Test
    void aDumpOfANewerArchiveVersionIsTold() {
        assertThat(only(output(List.of(), "pg_restore: error: unsupported version (1.16) in file header")))
                .satisfies(f -> assertThat(f.code()).isEqualTo(FindingCode.VERSION_MISMATCH))
                .satisfies(f -> assertThat(f.message())
                        .isEqualTo("unsupported version (1.16) in file header; the dump was written by pg_dump 15"));
    }

    @Test
    void errorsOfToolsBeforePostgresql12AreUnderstood() {
        assertThat(only(output(List.of(), """
                pg_restore: [archiver (db)] Error while PROCESSING TOC:
                pg_restore: [archiver (db)] Error from TOC entry 185; 1259 16386 TABLE t nobody
                pg_restore: [archiver (db)] could not execute query: ERROR:  role "larkspur" does not exist
                    Command was: ALTER TABLE t OWNER TO larkspur;
                WARNING: errors ignored on restore: 1""")).code()).isEqualTo(FindingCode.ROLE_MISSING);
    }

    @Test
    void aStatusWithoutAnErrorIsAnError() {
        assertThat(output(List.of(), "").findings(1, "15"))
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo(FindingCode.RESTORE_FAILED))
                .satisfies(f -> assertThat(f.message()).isEqualTo("pg_restore ended with status 1 and named no error"));
    }

    private static PgRestoreOutput output(List<String> roles, String text) {
        PgRestoreOutput output = new PgRestoreOutput(roles);
        text.lines().forEach(line -> output.line(Stream.ERR, line));
        return output;
    }

    private static Finding only(PgRestoreOutput output) {
        List<Finding> findings = output.findings(1, "15");
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
