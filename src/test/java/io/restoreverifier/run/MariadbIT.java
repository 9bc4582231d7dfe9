package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.MariadbSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps that the real mariadb-dump has written, good and broken, through a whole run. */
class MariadbIT {
    private static final String CHECKS = """
            checks:
              tables: [customers, invoices, archive_2019.notes]
              rows: {customers: {min: 502}, archive_2019.notes: {min: 2}}
              newest-data: select max(created_at) from customers
              identity: {sql: "select name from customers where id = 1", expect: Customer 1}
              check-tables: true
              queries:
                - {name: every invoice has its customer, expect: 0,
                   sql: "select count(*) from invoices i left join customers c on c.id = i.customer where c.id is null"}
            """;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static MariadbSource source;
    private static Path whole;

    @BeforeAll
    static void dump() throws Exception {
        source = new MariadbSource("mariadb:10.11");
        whole = source.dump(
                shared.resolve("whole.sql"), "--routines", "--events", "--databases", "billing", "archive_2019");
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void severalDatabasesComeBackWithEverythingInThem() throws Exception {
        Outcome outcome = verify(Files.readAllBytes(whole), CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes()).anyMatch(note -> note.matches("restored into 10\\.11\\..*MariaDB.*"));
        assertThat(found(outcome, "row-exact", "")).startsWith("5 tables with 3 506 rows hold the rows of the dump");
        for (String type : List.of("TABLE", "VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "DEFINER")) {
            assertThat(status(outcome, "objects", type)).as(type).isEqualTo(Status.PASSED);
        }
        assertThat(status(outcome, "views", "")).isEqualTo(Status.PASSED);
        assertThat(found(outcome, "check-tables", "")).isEqualTo("5 tables");
        assertThat(found(outcome, "newest-data", "")).startsWith("2026-11-21T05:00:00Z, 1h old");
    }

    @Test
    void aDumpOfOneDatabaseNeedsNothingButItsKind() throws Exception {
        for (List<String> options : List.of(
                List.of("billing"),
                List.of("--hex-blob", "--skip-extended-insert", "--complete-insert", "billing"),
                List.of("--skip-tz-utc", "--skip-dump-date", "--insert-ignore", "--compress", "billing"))) {
            Path dump = source.dump(shared.resolve("one.sql"), options.toArray(String[]::new));

            Outcome outcome = verify(Files.readAllBytes(dump), "");

            assertThat(errors(outcome)).as(options.toString()).isEmpty();
            assertThat(outcome.verdict()).as(options.toString()).isEqualTo(Verdict.PASSED);
            assertThat(found(outcome, "row-exact", ""))
                    .startsWith("4 tables with 3 504 rows hold the rows of the dump");
        }
    }

    @Test
    void aDumpOfAllDatabasesComesBack() throws Exception {
        Path dump = source.dump(
                shared.resolve("all.sql"), "--all-databases", "--routines", "--events", "--flush-privileges");

        Outcome outcome = verify("{users: [\"billing@%\"], database: billing}", Files.readAllBytes(dump), CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes()).contains("users: those of the dump; the checks ask without their rights");
        assertThat(errors(verify("{database: shop}", Files.readAllBytes(dump), "")))
                .contains("WRONG_SYSTEM: the dump has no database shop");
        assertThat(found(outcome, "row-exact", "")).startsWith("5 tables with 3 506 rows hold the rows of the dump");
    }

    @Test
    void theNewestDataAreFoundByThemselves() throws Exception {
        Outcome outcome = verify(Files.readAllBytes(whole), "objectives: {rpo: 2h}\n");

        assertThat(found(outcome, "newest-data", ""))
                .isEqualTo(
                        "2026-11-21T05:00:00Z, 1h old, in billing.customers.created_at; columns with planned times left"
                                + " out: 1");
        assertThat(errors(verify(Files.readAllBytes(whole), "objectives: {rpo: 30m}\n")))
                .contains(
                        "RPO_EXCEEDED: the newest data in any column for a time is 1h old (of 2026-11-21T05:00:00Z, in"
                                + " billing.customers.created_at), expected at most 30m old");
    }

    @Test
    void whatIsCompressedComesBackAndItsDamageIsSeen() throws Exception {
        byte[] gzip = Tarball.gzip(Files.readAllBytes(whole));

        assertThat(verify(gzip, CHECKS).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(errors(verify(Arrays.copyOf(gzip, gzip.length - 100), CHECKS)))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: ");
        gzip[gzip.length / 2] ^= 1;
        assertThat(errors(verify(gzip, CHECKS))).singleElement().asString().startsWith("ARTIFACT_CORRUPT: ");
    }

    @Test
    void usersThatNobodyGivesAreMissed() throws Exception {
        assertThat(errors(verify("{}", Files.readAllBytes(whole), "")))
                .contains("ROLE_MISSING: views, triggers or routines run as users that do not exist: billing@%");
    }

    @Test
    void aTruncatedDumpIsIncomplete() throws Exception {
        byte[] bytes = Files.readAllBytes(whole);

        assertThat(errors(verify(Arrays.copyOf(bytes, bytes.length / 2), "")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: it ends after ");
    }

    @Test
    void aStatementThatTheServerRefusesIsARestoreError() throws Exception {
        String error = errors(verify(changed(s -> s.replaceFirst("\\(2,'Customer 2'", "(1,'Customer 2'")), ""))
                .get(0);

        assertThat(error).startsWith("RESTORE_ERRORS: at line ").matches(".*\\(error (1062|1180)\\)");
        assertThat(error).doesNotContain("Customer");
    }

    @Test
    void aTriggerThatChangesRowsIsSeen() throws Exception {
        String trigger = "DELIMITER ;;\nCREATE TRIGGER `twist` BEFORE INSERT ON billing.customers FOR EACH ROW"
                + " SET NEW.balance = 0 ;;\nDELIMITER ;\n";
        byte[] twisted =
                changed(s -> s.replaceFirst("(?m)^INSERT INTO `customers`", trigger + "INSERT INTO `customers`"));

        assertThat(errors(verify(twisted, "")))
                .singleElement()
                .asString()
                .matches("ROWS_DIFFER: table customers: expected 502 rows, digest \\w+, found 502 rows, digest \\w+");
    }

    @Test
    void theWrongSystemAndOldDataAreSeen() throws Exception {
        assertThat(errors(verify(Files.readAllBytes(whole), CHECKS.replace("expect: Customer 1", "expect: another"))))
                .singleElement()
                .asString()
                .startsWith("WRONG_SYSTEM: ");
        assertThat(errors(verify(
                        Files.readAllBytes(whole),
                        "objectives: {rpo: 30m}\n" + CHECKS.replace("check-tables: true", ""))))
                .anyMatch(e -> e.startsWith("RPO_EXCEEDED: the newest data is 1h old"));
    }

    @Test
    void aDumpWithoutRowsRestoresNothing() throws Exception {
        Path dump = source.dump(shared.resolve("empty.sql"), "--no-data", "--skip-triggers", "archive_2019");

        assertThat(errors(verify(Files.readAllBytes(dump), "")))
                .contains("RESTORED_NOTHING: no table has a row: 1 tables with 0 rows");
    }

    @Test
    void whatIsNotThereOrNotSoundIsMissed() throws Exception {
        byte[] broken = changed(s -> s.replaceFirst(
                "(?m)^-- Dump completed",
                "USE `billing`;\nDROP PROCEDURE tidy;\nALTER TABLE customers RENAME COLUMN name TO other;\n"
                        + "ALTER TABLE empty_one DISCARD TABLESPACE;\nDROP TABLE `odd ``name`;\n-- Dump completed"));

        List<String> errors = errors(verify(broken, "checks: {check-tables: true}\n"));

        assertThat(errors)
                .contains(
                        "OBJECT_MISSING: PROCEDURE: the dump defines 1, and of these 1 did not come back: billing.tidy",
                        "TABLE_MISSING: TABLE: the dump defines 5, and of these 1 did not come back: billing.odd `name")
                .anyMatch(e -> e.startsWith("QUERY_FAILED: view billing.open_invoices cannot be read: "))
                .anyMatch(e -> e.startsWith("INDEX_CORRUPT: table billing.empty_one is not sound: "));
    }

    @Test
    void whatTheCatalogExpectsAndIsNotSoIsTold() throws Exception {
        String other = CHECKS.replace("[customers,", "[nowhere,")
                .replace("customers: {min: 502}", "customers: {min: 503}")
                .replace("expect: 0", "expect: 1");

        assertThat(errors(verify(Files.readAllBytes(whole), other)))
                .hasSize(3)
                .anyMatch(e -> e.startsWith("TABLE_MISSING: table nowhere is not in the restored database"))
                .anyMatch(e -> e.startsWith("ROWS_TOO_FEW: "))
                .anyMatch(e -> e.startsWith("QUERY_FAILED: every invoice has its customer: "));
    }

    /** What a hostile dump tries stays in the sandbox. */
    @Test
    void commandsOfTheClientAndFilesOfTheServerAreContained() throws Exception {
        String hostile = "\\! touch " + folder.resolve("escaped") + " /tmp/escaped\n"
                + "SELECT 1 INTO OUTFILE '/tmp/escaped';\nLOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE `notes`;\n"
                + "SET GLOBAL event_scheduler=ON;\n";

        Outcome outcome =
                verify(changed(s -> s.replaceFirst("(?m)^-- Dump completed", hostile + "-- Dump completed")), "");

        assertThat(folder.resolve("escaped")).doesNotExist();
        assertThat(Path.of("/tmp/escaped")).doesNotExist();
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
    }

    /** The one of the sample would delete every invoice, each second. */
    @Test
    void eventsDoNotRunThoughTheDumpTurnsThemOn() throws Exception {
        byte[] eager = changed(
                s -> s.replaceFirst("(?m)^-- Dump completed", "SET GLOBAL event_scheduler=ON;\nDO sleep(3);\n$0"));

        Outcome outcome = verify(eager, "");

        assertThat(errors(outcome))
                .singleElement()
                .asString()
                .matches("RESTORE_ERRORS: at line \\d+: .*SUPER.*\\(error 1227\\)");
        assertThat(found(outcome, "row-exact", "")).startsWith("5 tables with 3 506 rows hold the rows of the dump");
        assertThat(status(outcome, "objects", "EVENT")).isEqualTo(Status.PASSED);
    }

    @Test
    void aDumpOfPostgresqlIsNotTaken() throws Exception {
        Path custom = Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump");

        assertThat(errors(verify(Files.readAllBytes(custom), "")))
                .contains(
                        "UNKNOWN_FORMAT: expected a dump of MariaDB or MySQL or a backup by mariadb-backup, found a PostgreSQL custom-format dump");
    }

    @Test
    void noValueOfARowGetsIntoTheReport() throws Exception {
        verify(changed(s -> s.replaceFirst("\\(2,'Customer 2'", "(1,'Customer 2'")), "");

        for (String file : List.of("report/report.json", "report/digest.txt")) {
            assertThat(Files.readString(folder.resolve(file))).doesNotContain("Customer 2", "example.org", "pl4nted");
        }
    }

    private static byte[] changed(UnaryOperator<String> change) throws IOException {
        String sql = Files.readString(whole, StandardCharsets.ISO_8859_1);
        String other = change.apply(sql);
        assertThat(other).isNotEqualTo(sql);
        return other.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String found(Outcome outcome, String check, String subject) {
        return result(outcome, check, subject).found();
    }

    private static Status status(Outcome outcome, String check, String subject) {
        return result(outcome, check, subject).status();
    }

    private static CheckResult result(Outcome outcome, String check, String subject) {
        return outcome.checks().stream()
                .filter(c -> c.check().equals(check) && c.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(outcome.checks().toString()));
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + ": " + f.message())
                .toList();
    }

    private Outcome verify(byte[] dump, String lines) throws IOException, InterruptedException {
        return verify("{users: [\"billing@%\"]}", dump, lines);
    }

    private Outcome verify(String restore, byte[] dump, String lines) throws IOException, InterruptedException {
        Path backups = Files.createDirectories(folder.resolve("backups"));
        Files.write(backups.resolve("billing.sql"), dump);
        Path entry = Files.writeString(folder.resolve("entry.yml"), """
                backup: billing
                source: {directory: backups, newest: "*.sql"}
                restore: {mariadb: %s}
                """.formatted(restore) + lines);
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", entry.toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.now", "2026-11-21T06:00:00Z");
        properties.setProperty("restore.allure", System.getProperty("restore.allure", ""));
        try (RestoreRun run = RestoreRun.open(RunOptions.from(properties))) {
            run.begin();
            return run.outcome("billing");
        }
    }
}
