package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.LineConsumer.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What pg_restore prints of rows goes nowhere, and is not taken for an error of its own. */
class PgRestoreRowsTest {

    @Test
    void anErrorInTheDataIsToldWithoutTheRow() {
        PgRestoreOutput output = output("""
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
        PgRestoreOutput output = output("""
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
        PgRestoreOutput output = output("""
                pg_restore: error: could not execute query: ERROR:  check constraint "short" of relation "tickets" is violated by some row
                DETAIL:  Failing row contains (1, it says
                ERROR:  role "PLANTED" does not exist
                ).""");

        assertThat(only(output).code()).isEqualTo(FindingCode.RESTORE_ERRORS);
        assertThat(output.text()).doesNotContain("PLANTED");
    }

    @Test
    void errorsOfToolsBeforePostgresql12AreUnderstood() {
        assertThat(only(output("""
                pg_restore: [archiver (db)] Error while PROCESSING TOC:
                pg_restore: [archiver (db)] Error from TOC entry 185; 1259 16386 TABLE t nobody
                pg_restore: [archiver (db)] could not execute query: ERROR:  role "larkspur" does not exist
                    Command was: ALTER TABLE t OWNER TO larkspur;
                WARNING: errors ignored on restore: 1""")).code()).isEqualTo(FindingCode.ROLE_MISSING);
    }

    private static PgRestoreOutput output(String text) {
        PgRestoreOutput output = new PgRestoreOutput(List.of());
        text.lines().forEach(line -> output.line(Stream.ERR, line));
        return output;
    }

    private static Finding only(PgRestoreOutput output) {
        List<Finding> findings = output.findings(1, "15");
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
