package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.LineConsumer.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines as pg_restore 15 writes them. */
class PgRestoreOutputTest {
    private final PgRestoreOutput output = new PgRestoreOutput(List.of("reports", "o'hara, old"));

    private List<Finding> findings(int status, String... lines) {
        for (String line : lines) {
            output.line(Stream.ERR, line);
        }
        return output.findings(status, "15.18");
    }

    @Test
    void silenceAndStatusZeroAreFine() {
        assertThat(findings(0)).isEmpty();
        assertThat(output.text()).isEqualTo("(pg_restore said nothing)");
    }

    @Test
    void aStatusWithoutAnErrorIsStillAFailure() {
        assertThat(findings(1))
                .extracting(Finding::message)
                .containsExactly("pg_restore ended with status 1 and named no error");
    }

    @Test
    void errorsCountAlsoWithStatusZero() {
        assertThat(findings(0, "pg_restore: error: could not execute query: ERROR:  syntax error at or near \"x\""))
                .extracting(Finding::code)
                .containsExactly(FindingCode.RESTORE_ERRORS);
    }

    @Test
    void missingRolesAreToldTogetherWithTheLineToAdd() {
        List<Finding> findings = findings(
                1,
                "pg_restore: error: could not execute query: ERROR:  role \"billing_app\" does not exist",
                "Command was: ALTER TABLE public.customers OWNER TO billing_app;",
                "pg_restore: error: could not execute query: ERROR:  role \"billing_ro\" does not exist",
                "pg_restore: error: could not execute query: ERROR:  role \"billing_app\" does not exist",
                "pg_restore: warning: errors ignored on restore: 3");

        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(FindingCode.ROLE_MISSING);
            assertThat(f.message()).isEqualTo("the dump needs roles that do not exist: billing_app, billing_ro");
            assertThat(f.hint())
                    .isEqualTo("pg_dump carries no roles; write under `restore: postgresql:` the line"
                            + "  roles: [reports, 'o''hara, old', billing_app, billing_ro]  or keep a dump of globals");
        });
    }

    @Test
    void aMissingExtensionIsNamed() {
        assertThat(findings(
                        1,
                        "pg_restore: error: could not execute query: ERROR:  could not open extension control file "
                                + "\"/usr/share/postgresql/15/extension/postgis.control\": No such file or directory"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo(FindingCode.EXTENSION_MISSING);
                    assertThat(f.subject()).isEqualTo("postgis");
                });
        assertThat(findings(
                        1, "pg_restore: error: could not execute query: ERROR:  extension \"hll\" is not available"))
                .extracting(Finding::subject)
                .containsExactly("postgis", "hll");
    }

    @Test
    void aDumpThatEndsTooEarlyIsIncomplete() {
        assertThat(findings(1, "pg_restore: error: could not read from input file: end of file"))
                .extracting(Finding::code)
                .containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
    }

    @Test
    void dataThatDoesNotInflateIsCorrupt() {
        assertThat(findings(1, "pg_restore: error: could not uncompress data: incorrect data check"))
                .extracting(Finding::code)
                .containsExactly(FindingCode.ARTIFACT_CORRUPT);
    }

    @Test
    void aNewerArchiveIsAMatterOfVersions() {
        assertThat(findings(1, "pg_restore: error: unsupported version (1.16) in file header"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo(FindingCode.VERSION_MISMATCH);
                    assertThat(f.message())
                            .isEqualTo(
                                    "unsupported version (1.16) in file header; the dump was written by pg_dump 15.18");
                });
    }

    @Test
    void whatANewerToolSetsIsExpected() {
        assertThat(findings(
                        1,
                        "pg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter "
                                + "\"transaction_timeout\""))
                .isEmpty();
    }

    @Test
    void rowsNeverGetThrough() {
        findings(
                1,
                "pg_restore: error: COPY failed for table \"customers\": ERROR:  invalid input syntax for type bigint: "
                        + "\"sesame\"",
                "CONTEXT:  COPY customers, line 3, column id: \"sesame\"",
                "DETAIL:  Key (email)=(sesame@example.org) already exists.",
                "Command was: INSERT INTO customers VALUES ('sesame');",
                "sesame");

        assertThat(output.text()).doesNotContain("sesame").contains("invalid input syntax for type bigint");
        assertThat(output.findings(1, "15.18").toString()).doesNotContain("sesame");
    }

    @Test
    void aFullDiskIsNotTheBackupsFault() {
        findings(
                1,
                "pg_restore: error: COPY failed for table \"t\": ERROR:  could not extend file \"base/5/1\": "
                        + "No space left on device");

        assertThat(output.trouble()).map(CannotTell::code).contains(FindingCode.OUT_OF_DISK);
        assertThat(output.trouble())
                .map(CannotTell::getMessage)
                .contains("the sandbox ran out of disk while pg_restore was working");
    }

    @Test
    void aLostServerIsNotTheBackupsFault() {
        findings(1, "pg_restore: error: server closed the connection unexpectedly");

        assertThat(output.trouble()).map(CannotTell::code).contains(FindingCode.TOOL_FAILED);
    }

    @Test
    void ordinaryErrorsAreNoTrouble() {
        findings(1, "pg_restore: error: could not execute query: ERROR:  role \"x\" does not exist");

        assertThat(output.trouble()).isEmpty();
    }
}
