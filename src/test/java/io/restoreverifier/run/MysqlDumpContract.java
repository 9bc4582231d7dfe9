package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds for dumps that the real mariadb-dump or mysqldump has written, good and broken, through a whole restore test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MysqlDumpContract {
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

    private static final String SCHEMA = "checks: {schema: reference.schema}\n";

    private final String image;
    private final String version;
    private final String whole;
    private final String billing;
    private final String refused;
    private Path shared;
    private MariadbSource source;
    private Path dumped;
    private OneEntry entry;

    /**
     * @param version that of its server, as a pattern
     * @param whole what a dump of all has: tables and rows, as the report says it
     * @param billing the same of one of its databases
     * @param refused how the server answers one that would turn on its events
     */
    MysqlDumpContract(String image, String version, String whole, String billing, String refused) {
        this.image = image;
        this.version = version;
        this.whole = whole;
        this.billing = billing;
        this.refused = refused;
    }

    @BeforeAll
    final void dump(@TempDir Path all) throws Exception {
        shared = all;
        source = begin();
        dumped = source.dump(
                shared.resolve("whole.sql"), "--routines", "--events", "--databases", "billing", "archive_2019");
        entry = new OneEntry(shared.resolve("entry"));
    }

    @AfterAll
    final void stop() {
        entry.close();
        source.close();
    }

    abstract MariadbSource begin() throws IOException, InterruptedException;

    @Test
    void severalDatabasesComeBackWithEverythingInThem() throws Exception {
        Outcome outcome = verify(Files.readAllBytes(dumped), CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes()).anyMatch(note -> note.matches("restored into " + version));
        assertThat(found(outcome, "row-exact", "")).startsWith(whole + " hold the rows of the dump");
        for (String type : List.of("TABLE", "VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "DEFINER")) {
            assertThat(status(outcome, "objects", type)).as(type).isEqualTo(Status.PASSED);
        }
        assertThat(status(outcome, "views", "")).isEqualTo(Status.PASSED);
        assertThat(found(outcome, "check-tables", "")).isEqualTo(whole.replaceFirst("(\\d+ tables).*", "$1"));
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
            assertThat(found(outcome, "row-exact", "")).startsWith(billing + " hold the rows of the dump");
        }
    }

    @Test
    void aDumpOfAllDatabasesComesBack() throws Exception {
        Path dump = source.dump(
                shared.resolve("all.sql"), "--all-databases", "--routines", "--events", "--flush-privileges");

        Outcome outcome = verify("users: [\"billing@%\"], database: billing", Files.readAllBytes(dump), CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes()).contains("users: those of the dump; the checks ask without their rights");
        assertThat(errors(verify("database: shop", Files.readAllBytes(dump), "")))
                .contains("WRONG_SYSTEM: the dump has no database shop");
        assertThat(found(outcome, "row-exact", "")).startsWith(whole + " hold the rows of the dump");
    }

    @Test
    void theNewestDataAreFoundByThemselves() throws Exception {
        Outcome outcome = verify(Files.readAllBytes(dumped), "objectives: {rpo: 2h}\n");

        assertThat(found(outcome, "newest-data", ""))
                .isEqualTo(
                        "2026-11-21T05:00:00Z, 1h old, in billing.customers.created_at; columns with planned times left"
                                + " out: 1");
        assertThat(errors(verify(Files.readAllBytes(dumped), "objectives: {rpo: 30m}\n")))
                .contains(
                        "RPO_EXCEEDED: the newest data in any column for a time is 1h old (of 2026-11-21T05:00:00Z, in"
                                + " billing.customers.created_at), expected at most 30m old");
    }

    @Test
    void whatIsCompressedComesBackAndItsDamageIsSeen() throws Exception {
        byte[] gzip = Tarball.gzip(Files.readAllBytes(dumped));

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
        assertThat(errors(verify("", Files.readAllBytes(dumped), "")))
                .contains("ROLE_MISSING: views, triggers or routines run as users that do not exist: billing@%");
    }

    @Test
    void aTruncatedDumpIsIncomplete() throws Exception {
        byte[] bytes = Files.readAllBytes(dumped);

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
        assertThat(errors(verify(Files.readAllBytes(dumped), CHECKS.replace("expect: Customer 1", "expect: another"))))
                .singleElement()
                .asString()
                .startsWith("WRONG_SYSTEM: ");
        assertThat(errors(verify(
                        Files.readAllBytes(dumped),
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
                        "TABLE_MISSING: TABLE: the dump defines " + whole.charAt(0)
                                + ", and of these 1 did not come back: billing.odd `name")
                .anyMatch(e -> e.startsWith("QUERY_FAILED: view billing.open_invoices cannot be read: "))
                .anyMatch(e -> e.startsWith("INDEX_CORRUPT: table billing.empty_one is not sound: "));
    }

    @Test
    void whatTheCatalogExpectsAndIsNotSoIsTold() throws Exception {
        String other = CHECKS.replace("[customers,", "[nowhere,")
                .replace("customers: {min: 502}", "customers: {min: 503}")
                .replace("expect: 0", "expect: 1");

        assertThat(errors(verify(Files.readAllBytes(dumped), other)))
                .hasSize(3)
                .anyMatch(e -> e.startsWith("TABLE_MISSING: table nowhere is not in the restored database"))
                .anyMatch(e -> e.startsWith("ROWS_TOO_FEW: "))
                .anyMatch(e -> e.startsWith("QUERY_FAILED: every invoice has its customer: "));
    }

    /** What a hostile dump tries stays in the sandbox. */
    @Test
    void commandsOfTheClientAndFilesOfTheServerAreContained() throws Exception {
        String hostile = "\\! touch " + shared.resolve("escaped") + " /tmp/escaped\n"
                + "SELECT 1 INTO OUTFILE '/tmp/escaped';\nLOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE `notes`;\n"
                + "SET GLOBAL event_scheduler=ON;\n";

        Outcome outcome =
                verify(changed(s -> s.replaceFirst("(?m)^-- Dump completed", hostile + "-- Dump completed")), "");

        assertThat(shared.resolve("escaped")).doesNotExist();
        assertThat(Path.of("/tmp/escaped")).doesNotExist();
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
    }

    /** The one of the sample would delete every invoice, each second. */
    @Test
    void eventsDoNotRunThoughTheDumpTurnsThemOn() throws Exception {
        byte[] eager = changed(
                s -> s.replaceFirst("(?m)^-- Dump completed", "SET GLOBAL event_scheduler=ON;\nDO sleep(3);\n$0"));

        Outcome outcome = verify(eager, "");

        assertThat(errors(outcome)).singleElement().asString().matches("RESTORE_ERRORS: at line \\d+: " + refused);
        assertThat(found(outcome, "row-exact", "")).startsWith(whole + " hold the rows of the dump");
        assertThat(status(outcome, "objects", "EVENT")).isEqualTo(Status.PASSED);
    }

    @Test
    void aSchemaThatHasDriftedIsSeen() throws Exception {
        String restore = restore("users: [\"billing@%\"]");
        byte[] before = Files.readAllBytes(source.dump(shared.resolve("before.sql"), "billing"));
        entry.laying("billing.sql", before).writeReferences("*.sql", restore, SCHEMA);
        assertThat(errors(verify(before, SCHEMA))).as("the same schema").isEmpty();
        source.execute(
                "use billing; alter table customers modify email varchar(190), drop index email;"
                        + " alter table invoices alter customer set default 1; alter view open_invoices as select 1 as name, 2 as amount");
        byte[] after = Files.readAllBytes(source.dump(shared.resolve("after.sql"), "billing"));
        source.execute("use billing; alter table customers modify email varchar(200), add unique key email (email);"
                + " alter table invoices alter customer drop default; drop view open_invoices;"
                + " create definer = 'billing'@'%' view open_invoices as select c.name, i.amount from invoices i"
                + " join customers c on c.id = i.customer");

        assertThat(errors(verify(after, SCHEMA)))
                .singleElement()
                .asString()
                .startsWith("SCHEMA_DRIFTED: ")
                .contains(
                        "column billing.customers.email",
                        "index billing.customers.email",
                        "column billing.invoices.customer",
                        "view billing.open_invoices");
    }

    final MariadbSource source() {
        return source;
    }

    final OneEntry entry() {
        return entry;
    }

    final byte[] changed(UnaryOperator<String> change) throws IOException {
        String sql = Files.readString(dumped, StandardCharsets.ISO_8859_1);
        String other = change.apply(sql);
        assertThat(other).isNotEqualTo(sql);
        return other.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String found(Outcome outcome, String check, String subject) {
        return OneEntry.result(outcome, check, subject).found();
    }

    static Status status(Outcome outcome, String check, String subject) {
        return OneEntry.result(outcome, check, subject).status();
    }

    final Outcome verify(byte[] dump, String lines) throws IOException {
        return verify("users: [\"billing@%\"]", dump, lines);
    }

    /** @param settings of the restore beside the image */
    final Outcome verify(String settings, byte[] dump, String lines) throws IOException {
        return entry.laying("billing.sql", dump).verify("*.sql", restore(settings), lines);
    }

    private String restore(String settings) {
        return "{mariadb: {image: \"" + image + "\", " + settings + "}}";
    }
}
