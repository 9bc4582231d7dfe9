package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles from the dump of globals that lies beside the dump. */
class GlobalsIT {
    private static final Path SAMPLE = Path.of("fixtures/backups/customers");
    private static final String TIME = "20261121T021500Z";

    @TempDir
    Path folder;

    @Test
    void rolesComeFromTheDumpOfGlobals() throws Exception {
        Outcome outcome = verify(Files.readString(SAMPLE.resolve("globals-" + TIME + ".sql")));

        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes()).contains("globals: globals-" + TIME + ".sql");
    }

    /** As every cluster has it whose postgres has a password, and as managed clouds have it. */
    @Test
    void aPasswordAndFewerRightsOfPostgresDoNotLockUsOut() throws Exception {
        String globals = Files.readString(SAMPLE.resolve("globals-" + TIME + ".sql"));

        Outcome outcome = verify(globals + "\nALTER ROLE postgres WITH NOSUPERUSER PASSWORD 'production';\n");

        assertThat(outcome.verdict()).as(outcome.findings().toString()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void anEmptyDumpOfGlobalsIsAnError() throws Exception {
        assertThat(errors(verify("")))
                .contains("UNKNOWN_FORMAT: the dump of globals cannot be used: it is no dump by pg_dumpall");
    }

    @Test
    void aMissingDumpOfGlobalsIsAnError() throws Exception {
        assertThat(errors(verify(null)))
                .containsExactly("ARTIFACT_MISSING: there is no artifact like globals-{time:yyyyMMdd'T'HHmmss'Z'}.sql, "
                        + "which the restore needs");
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + ": " + f.message())
                .toList();
    }

    private Outcome verify(String globals) throws IOException, InterruptedException {
        Path backups = Files.createDirectory(folder.resolve("backups"));
        Files.copy(SAMPLE.resolve("customers-" + TIME + ".dump"), backups.resolve("customers-" + TIME + ".dump"));
        if (globals != null) {
            Files.writeString(backups.resolve("globals-" + TIME + ".sql"), globals);
        }
        return OneEntry.verifyEntry(folder, "auto", """
                backup: customers
                source: {directory: backups, newest: "customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump"}
                restore: {postgresql: {globals: "globals-{time:yyyyMMdd'T'HHmmss'Z'}.sql"}}
                checks:
                  queries:
                    - {name: reports may sign in, sql: "select rolcanlogin from pg_roles where rolname = 'billing_ro'", expect: true}
                """);
    }
}
