package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.DumpingServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample company's database as a plain script, as it is and compressed by the real programs, and in tar format, end to end. */
class PlainDumpIT {
    private static final Path SAMPLE = Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump");

    @TempDir
    static Path home;

    private static byte[] script;
    private static byte[] otherDatabase;
    private static byte[] tar;

    @BeforeAll
    static void dump() throws IOException, InterruptedException {
        try (DumpingServer origin = DumpingServer.begin("postgres:15", "billing_app", "billing_ro")) {
            origin.copy(SAMPLE, "/tmp/o/sample.dump");
            origin.run("createdb -h /tmp/o clientarea && pg_restore -h /tmp/o -d clientarea /tmp/o/sample.dump");
            script = origin.dump("clientarea", "--format=plain");
            tar = origin.dump("clientarea", "--format=tar");
            otherDatabase = origin.dump("postgres", "--format=plain");
        }
    }

    /** Its name says nothing; the image has gzip and none of the others. */
    @ParameterizedTest
    @CsvSource({
        "docker, cat, by psql (PostgreSQL) 15",
        "docker, gzip, by psql (PostgreSQL) 15",
        "docker, bzip2, by Restore Verifier's own reader",
        "docker, xz, by Restore Verifier's own reader",
        "docker, zstd, by Restore Verifier's own reader",
        "docker, lz4, by Restore Verifier's own reader",
        "local, cat, by ",
        "local, zstd, by ",
    })
    void comesBackWholeAndHoldsTheRowsOfTheDump(String sandbox, String program, String by) throws Exception {
        Outcome outcome = verify(sandbox, wrapped(program, script));

        assertThat(outcome.findings().stream().filter(Finding::isError)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes()).anyMatch(note -> note.startsWith("restored " + by));
        assertThat(outcome.checks()).extracting(CheckResult::status).doesNotContain(Status.FAILED);
        assertThat(check(outcome, "row-exact", "").found())
                .matches("24 tables with 79 128 rows hold the rows of the dump, digest [0-9a-f]{32}");
        assertThat(check(outcome, "row-exact", "large objects").status()).isEqualTo(Status.PASSED);
        assertThat(check(outcome, "objects", "TABLE").status()).isEqualTo(Status.PASSED);
        assertThat(check(outcome, "objects", "owners").status()).isEqualTo(Status.PASSED);
        assertThat(check(outcome, "identity", "database").found())
                .isEqualTo("a plain dump without --create does not say which database it is of");
    }

    /** In tar format, which pg_restore reads. */
    @Test
    void tarFormatComesBackWholeAndHoldsTheRowsOfTheDump() throws Exception {
        Outcome outcome = verify("docker", tar);

        assertThat(outcome.findings().stream().filter(Finding::isError)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(check(outcome, "row-exact", "").found())
                .matches("24 tables with 79 128 rows hold the rows of the dump, digest [0-9a-f]{32}");
        assertThat(check(outcome, "row-exact", "large objects").status()).isEqualTo(Status.PASSED);
        assertThat(check(outcome, "identity", "database").status()).isEqualTo(Status.PASSED);
    }

    @Test
    void cutScriptIsIncompleteAndNotRestored() throws Exception {
        Outcome outcome = verify("docker", Arrays.copyOf(script, script.length / 2));

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(codes(outcome)).containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
    }

    @Test
    void otherDatabaseIsFoundOut() throws Exception {
        Outcome outcome = verify("docker", wrapped("gzip", otherDatabase));

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(codes(outcome)).contains(FindingCode.TABLE_MISSING, FindingCode.RESTORED_NOTHING);
    }

    /** A row that was lost on the way is an error of the script, and one that a trigger eats is seen by its rows. */
    @Test
    void rowsThatDoNotComeBackAreFoundOut() throws Exception {
        String text = new String(script, StandardCharsets.UTF_8);
        String eating = """
                CREATE FUNCTION public.eat() RETURNS trigger LANGUAGE plpgsql AS $$ begin return null; end $$;
                CREATE TRIGGER eat BEFORE INSERT ON public.contacts FOR EACH ROW EXECUTE FUNCTION public.eat();
                COPY public.contacts""";
        Outcome outcome =
                verify("docker", text.replace("COPY public.contacts", eating).getBytes(StandardCharsets.UTF_8));

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(codes(outcome)).contains(FindingCode.ROWS_DIFFER);
    }

    private static CheckResult check(Outcome outcome, String check, String subject) {
        return outcome.checks().stream()
                .filter(c -> c.check().equals(check) && c.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static List<FindingCode> codes(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(Finding::code)
                .distinct()
                .toList();
    }

    private static byte[] wrapped(String program, byte[] bytes) throws IOException, InterruptedException {
        Path plain = Files.write(home.resolve("to-wrap"), bytes);
        Process process = new ProcessBuilder(program.equals("cat") ? List.of("cat") : List.of(program, "-c"))
                .redirectInput(plain.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] wrapped = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(program).isZero();
        return wrapped;
    }

    private static Outcome verify(String sandbox, byte[] artifact) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(home, "run");
        Files.write(Files.createDirectory(folder.resolve("backups")).resolve("newest"), artifact);
        return OneEntry.verifyEntry(folder, sandbox, """
                backup: customers
                source: {directory: backups, newest: "newest"}
                restore: {postgresql: {roles: [billing_app, billing_ro]}}
                checks:
                  tables: [customers, invoices]
                  identity: {database: clientarea}
                """);
    }
}
