package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static io.restoreverifier.run.OneEntry.result;
import static io.restoreverifier.run.OneEntry.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases and dumps that the real sqlite3 has written, good and broken, through a whole run. */
class SqliteIT {
    private static final String CHECKS = """
            checks:
              tables: [customers, invoices, totals]
              rows: {customers: {min: 501}}
              newest-data: select max(created_at) from customers
              identity: {sql: "select name from customers where id = 501", expect: Last}
              queries:
                - {name: every invoice has its customer, expect: 0,
                   sql: "select count(*) from invoices i left join customers c on c.id = i.customer where c.id is null"}
            """;
    private static final int PAGE = 4096;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static byte[] database;
    private static byte[] script;
    private static OneEntry entry;

    @BeforeAll
    static void make() throws Exception {
        SqliteSource source = SqliteSource.make(shared.resolve("live.db"));
        database = source.backup();
        script = source.dump();
        entry = new OneEntry(shared);
    }

    @AfterAll
    static void end() {
        entry.close();
    }

    @Test
    void aDatabaseFileComesBackInAnyWrapping() throws Exception {
        for (String program : List.of("cat", "gzip", "bzip2", "xz", "zstd", "lz4")) {
            Outcome outcome = verify(packed(database, program), CHECKS);

            assertThat(errors(outcome)).as(program).isEmpty();
            assertThat(outcome.verdict()).as(program).isEqualTo(Verdict.PASSED);
            assertThat(result(outcome, "integrity", "").found()).isEqualTo("ok");
            assertThat(result(outcome, "foreign-keys", "").found()).isEqualTo("1 foreign keys hold");
            assertThat(result(outcome, "newest-data", "").found()).startsWith("2026-11-21T05:00:00Z, 1h old");
        }
    }

    @Test
    void aScriptComesBackInAnyWrapping() throws Exception {
        for (String program : List.of("cat", "gzip", "bzip2", "xz", "zstd", "lz4")) {
            Outcome outcome = verify(packed(script, program), CHECKS);

            assertThat(errors(outcome)).as(program).isEmpty();
            assertThat(outcome.verdict()).as(program).isEqualTo(Verdict.PASSED);
        }
        Outcome outcome = verify(script, "");
        assertThat(result(outcome, "row-counts", "").found()).matches("\\d tables with as many rows");
        assertThat(result(outcome, "restored-something", "").status()).isEqualTo(Status.PASSED);
    }

    @Test
    void whatOnlyTheLogHoldsComesBackWithIt() throws Exception {
        String asksForIt = "checks: {rows: {customers: {min: 502}}}\n";
        SqliteSource live = logged();
        byte[] main = Files.readAllBytes(live.file());
        byte[] log = Files.readAllBytes(live.file().resolveSibling("logged.db-wal"));

        entry.laying("app.db", main).adding("app.db-wal", log);
        Outcome together = entry.verify("*.db", "{sqlite: {}}", asksForIt);

        assertThat(errors(together)).isEmpty();
        assertThat(together.notes()).anyMatch(n -> n.startsWith("write-ahead log: "));
        assertThat(Files.readAllBytes(entry.backups().resolve("app.db"))).isEqualTo(main);
        byte[] tar = tar("data/app.db", main, "data/app.db-wal", log);
        entry.laying("app.tar.gz", Tarball.gzip(tar));
        assertThat(errors(entry.verify("*.gz", "{sqlite: {}}", asksForIt))).isEmpty();

        entry.laying("app.db", main);
        Outcome alone = entry.verify("*.db", "{sqlite: {}}", asksForIt);
        assertThat(errors(alone)).containsExactly("ROWS_TOO_FEW: table customers has 501 rows, expected at least 502");
        assertThat(alone.notes())
                .anyMatch(n -> n.startsWith("it was used with a write-ahead log, and none lies beside"));
    }

    @Test
    void aLogThatIsDamagedCutOffOrOfAnotherDatabaseIsTold() throws Exception {
        SqliteSource live = logged();
        byte[] main = Files.readAllBytes(live.file());
        byte[] log = Files.readAllBytes(live.file().resolveSibling("logged.db-wal"));
        byte[] flipped = log.clone();
        flipped[log.length / 2] ^= 1;
        byte[] header = log.clone();
        header[20] ^= 1;
        Path other = folder.resolve("other.db");
        SqliteSource.sqlite3(other, "pragma page_size=1024;\ncreate table t(x);\n");

        assertThat(withLog(main, Arrays.copyOf(log, log.length - 100)))
                .singleElement()
                .asString()
                .matches("ARTIFACT_INCOMPLETE: the write-ahead log is not whole: it ends within frame \\d+");
        assertThat(withLog(main, flipped))
                .singleElement()
                .asString()
                .matches("ARTIFACT_CORRUPT: the write-ahead log is damaged: frame \\d+ does not hold against its"
                        + " checksum, and what follows it would be lost in silence");
        assertThat(withLog(main, header))
                .containsExactly(
                        "ARTIFACT_CORRUPT: the write-ahead log is damaged: its header does not hold against its checksum");
        assertThat(withLog(Files.readAllBytes(other), log))
                .containsExactly("ARTIFACT_CORRUPT: the write-ahead log is damaged: it has pages of 4096 bytes, and the"
                        + " database has pages of 1024: it is of another database");
        entry.laying("app.db", main).adding("app.db-shm", new byte[32768]);
        assertThat(errors(entry.verify("*.db", "{sqlite: {}}", "")))
                .containsExactly(
                        "ARTIFACT_INCOMPLETE: the index of a write-ahead log lies beside it (-shm), and the log"
                                + " itself (-wal) does not: what was written last is missing");
    }

    @Test
    void aTransactionThatWasUnderWayIsRolledBackByItsJournal() throws Exception {
        Path live = folder.resolve("hot.db");
        Files.write(live, database);
        // A cache of two pages has the database written to before the transaction ends.
        new SqliteSource(live).killAmid("pragma cache_size=2;\nbegin;\nupdate invoices set note = 'torn';\n");
        byte[] journal = Files.readAllBytes(folder.resolve("hot.db-journal"));

        entry.laying("app.db", Files.readAllBytes(live)).adding("app.db-journal", journal);
        Outcome outcome = entry.verify(
                "*.db",
                "{sqlite: {}}",
                "checks: {queries: [{sql: \"select count(*) from invoices where note = 'torn'\", expect: 0}]}\n");

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.notes())
                .contains("a transaction that was under way was rolled back, by the journal beside it");
    }

    @Test
    void whatIsTruncatedIsIncomplete() throws Exception {
        assertThat(errors(verify(Arrays.copyOf(database, database.length - 5 * PAGE), "")))
                .singleElement()
                .asString()
                .matches(
                        "ARTIFACT_INCOMPLETE: it has [\\d ]+ bytes, expected [\\d ]+ bytes in [\\d ]+ pages as its header says");
        assertThat(errors(verify(Arrays.copyOf(script, script.length / 2), "")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: it ends ");
        byte[] gzip = Tarball.gzip(database);
        assertThat(errors(verify(Arrays.copyOf(gzip, gzip.length - 20), "")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: ");
        String uncommitted = text().replaceFirst("COMMIT;\\s*$", "");
        assertThat(errors(verify(uncommitted.getBytes(StandardCharsets.UTF_8), "")))
                .singleElement()
                .asString()
                .endsWith(" without the line `COMMIT;`");
    }

    @Test
    void aFlippedByteIsToldWhereTheFormatTellsIt() throws Exception {
        assertThat(errors(verify(flipped(database, 17), "")))
                .containsExactly("ARTIFACT_CORRUPT: its header is none that SQLite writes");
        // The type of a page in the middle, and of the last one.
        for (int page : List.of(database.length / PAGE / 2, database.length / PAGE - 1)) {
            assertThat(errors(verify(flipped(database, page * PAGE), "")))
                    .as("page " + page)
                    .isNotEmpty()
                    .allMatch(e -> e.startsWith("PAGE_CORRUPT: the database is not sound: ")
                            || e.startsWith("INDEX_CORRUPT: ")
                            || e.startsWith("QUERY_FAILED: "));
        }
        assertThat(errors(verify(flipped(packed(database, "zstd --check"), database.length / 8), "")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_CORRUPT: ");
        // In a value nobody can see it, and the report says so.
        int at = text(database).indexOf("Customer 77");
        assertThat(told(verify(flipped(database, at), ""), Severity.INFO))
                .contains("CHECKSUM_MISSING: integrity not provable: a SQLite database like this does not check itself,"
                        + " and no checksum is beside it");
    }

    @Test
    void rowsWithoutTheOneTheyReferToAreTold() throws Exception {
        String orphan = text().replaceFirst("INSERT INTO invoices VALUES\\(1,2,", "INSERT INTO invoices VALUES(1,999,");

        assertThat(errors(verify(orphan.getBytes(StandardCharsets.UTF_8), "")))
                .containsExactly(
                        "CONSTRAINT_NOT_VALID: foreign key of invoices to customers: expected every row to have"
                                + " the one that it refers to, found 1 rows without it");
    }

    @Test
    void errorsOfAScriptAreToldWithoutRows() throws Exception {
        String twice = text().replaceFirst(
                        "(INSERT INTO customers VALUES\\(2,)", "INSERT INTO customers VALUES(1,'pl4nted','x');\n$1");

        Outcome outcome = verify(twice.getBytes(StandardCharsets.UTF_8), "");

        assertThat(errors(outcome))
                .containsExactly(
                        "RESTORE_ERRORS: UNIQUE constraint failed: customers.id",
                        "ROWS_DIFFER: table customers has 501 rows, expected 502 as in the dump");
        assertThat(outcome.toString()).doesNotContain("pl4nted");
    }

    @Test
    void whatTheShellWouldActOnIsRefused() throws Exception {
        Path touched = folder.resolve("touched");
        for (String hostile : List.of(
                ".shell touch " + touched,
                "ATTACH '" + touched + "' AS other;",
                "VACUUM INTO '" + touched + "';",
                "SELECT load_extension('/tmp/evil');")) {
            String changed = text().replaceFirst("COMMIT;", hostile.replace("\\", "\\\\") + "\nCOMMIT;");

            assertThat(errors(verify(changed.getBytes(StandardCharsets.UTF_8), "")))
                    .as(hostile)
                    .singleElement()
                    .asString()
                    .matches("UNSAFE_ENTRY: the script holds `[.\\w]+`, which `.dump` never writes there: nothing of it"
                            + " was run");
        }
        assertThat(touched).doesNotExist();
    }

    @Test
    void aHostileSchemaReachesNothing() throws Exception {
        Path touched = folder.resolve("touched");
        Path hostile = folder.resolve("hostile.db");
        Files.write(hostile, database);
        SqliteSource.sqlite3(
                hostile,
                "create view evil as select load_extension('/tmp/evil'), writefile('" + touched + "', 'x');\n");

        Outcome outcome = verify(
                Files.readAllBytes(hostile),
                "checks: {queries: [{sql: select * from evil, expect: 1}, {sql: \"attach '" + touched
                        + "' as other\", expect: 1}]}\n");

        assertThat(errors(outcome)).hasSize(2).allMatch(e -> e.startsWith("QUERY_FAILED: "));
        assertThat(touched).doesNotExist();
    }

    @Test
    void aScriptThatMakesRowsOutOfNothingIsABomb() throws Exception {
        String bomb =
                "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(x);\nINSERT INTO t WITH RECURSIVE c(n)"
                        + " AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT zeroblob(1000000) FROM c;\nCOMMIT;\n";

        assertThat(errors(verify(bomb.getBytes(StandardCharsets.UTF_8), "")))
                .singleElement()
                .asString()
                .startsWith("BOMB: the script makes a database of more than ");
    }

    @Test
    void aDumpOfADamagedDatabaseSaysSo() throws Exception {
        String rolledBack = text().replaceFirst("COMMIT;\\s*$", "ROLLBACK; -- due to errors\n");

        assertThat(errors(verify(rolledBack.getBytes(StandardCharsets.UTF_8), "")))
                .containsExactly("ARTIFACT_CORRUPT: the dump says itself that it is not whole: the database was damaged"
                        + " when it was dumped");
    }

    @Test
    void anotherEnginesDumpAndAnEmptyDatabaseAreTold() throws Exception {
        byte[] custom = Files.readAllBytes(Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump"));
        assertThat(errors(verify(custom, "")))
                .containsExactly("UNKNOWN_FORMAT: expected a database or a dump of SQLite, found a PostgreSQL"
                        + " custom-format dump");
        Path empty = folder.resolve("empty.db");
        SqliteSource.sqlite3(empty, "create table t(x);\n");
        assertThat(errors(verify(Files.readAllBytes(empty), "")))
                .containsExactly("RESTORED_NOTHING: no table has a row: 1 tables with 0 rows");
    }

    @Test
    void ofSeveralDatabasesInAnArchiveOneIsNamed() throws Exception {
        byte[] tar = tar("a.db", database, "b.db", database);
        entry.laying("all.tar", tar);

        assertThat(errors(entry.verify("*.tar", "{sqlite: {path: b.db}}", CHECKS)))
                .isEmpty();
        assertThat(errors(entry.verify("*.tar", "{sqlite: {}}", "")))
                .containsExactly("NOT_SUPPORTED: the archive holds 2 databases: a.db, b.db");
        assertThat(errors(entry.verify("*.tar", "{sqlite: {path: c.db}}", "")))
                .containsExactly("UNKNOWN_FORMAT: the archive holds no database of SQLite at `c.db`");
    }

    @Test
    void theNewestDataAreFoundByThemselves() throws Exception {
        assertThat(errors(verify(database, "objectives: {rpo: 2h}\n"))).isEmpty();
        assertThat(errors(verify(database, "objectives: {rpo: 30m}\n")))
                .contains(
                        "RPO_EXCEEDED: the newest data in any column for a time is 1h old (of 2026-11-21T05:00:00Z, in"
                                + " customers.created_at), expected at most 30m old");
    }

    private SqliteSource logged() throws IOException, InterruptedException {
        Path live = folder.resolve("logged.db");
        Files.write(live, database);
        SqliteSource source = new SqliteSource(live);
        source.killAmid("pragma journal_mode=wal;\npragma wal_autocheckpoint=0;\n"
                + "insert into customers values (502, 'In the log', '2026-11-21 05:30:00');\n");
        return source;
    }

    private List<String> withLog(byte[] main, byte[] log) throws IOException, InterruptedException {
        entry.laying("app.db", main).adding("app.db-wal", log);
        return errors(entry.verify("*.db", "{sqlite: {}}", ""));
    }

    private Outcome verify(byte[] artifact, String lines) throws IOException, InterruptedException {
        return entry.laying("app.db", artifact).verify("*.db", "{sqlite: {}}", lines);
    }

    private static String text() {
        return text(script);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] ^= 1;
        return other;
    }

    private byte[] packed(byte[] content, String program) throws IOException, InterruptedException {
        Path plain = Files.write(folder.resolve("plain"), content);
        Path packed = folder.resolve("packed");
        Process process = new ProcessBuilder(
                        "sh", "-c", program + " <\"$0\" >\"$1\"", plain.toString(), packed.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllBytes(packed);
    }

    private byte[] tar(String first, byte[] one, String second, byte[] two) throws IOException, InterruptedException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        for (String name : List.of(first, second)) {
            Files.createDirectories(tree.resolve(name).getParent());
            Files.write(tree.resolve(name), name.equals(first) ? one : two);
        }
        Path tar = folder.resolve("packed.tar");
        assertThat(new ProcessBuilder("tar", "-cf", tar.toString(), "-C", tree.toString(), first, second)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        return Files.readAllBytes(tar);
    }
}
