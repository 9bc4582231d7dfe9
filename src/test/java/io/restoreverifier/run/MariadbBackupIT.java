package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.dump.BinlogScan;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.MariadbSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that the real mariadb-backup has made of a real server, good and broken, through a whole run. */
class MariadbBackupIT {
    private static final String CHECKS = """
            checks:
              tables: [customers, invoices, archive_2019.notes]
              rows: {customers: {min: %d}}
              newest-data: select max(created_at) from customers
              identity: {sql: "select name from customers where id = 1", expect: Customer 1}
              queries:
                - {name: no event ran, sql: "select count(*) from invoices", expect: 3000}
                - {name: it follows nobody, sql: "select count(*) from information_schema.processlist where user = 'system user' and command like 'Slave%%'", expect: 0}
            """;

    private static final String TWO_SIDES = """
            checks:
              queries:
                - {name: the one before is there, sql: "select count(*) from customers where name = 'Before'", expect: %d}
                - {name: the one after is not, sql: "select count(*) from customers where name = 'After'", expect: %d}
            """;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static MariadbSource source;

    /** A full backup and two that go on from it, each as a folder and as a stream. */
    @BeforeAll
    static void backUp() throws Exception {
        source = new MariadbSource("mariadb:10.11");
        // mariadb-backup 10.11 itself stumbles over such a name: it locks `odd `name`.
        source.execute("drop table billing.`odd ``name`");
        source.execute("change master to master_host='192.0.2.1', master_user='replica', master_password='pl4nted'");
        // So that changed pages are written soon, and incremental backups differ in their log sequence numbers.
        source.execute("set global innodb_max_dirty_pages_pct_lwm = 0; set global innodb_max_dirty_pages_pct = 0");
        source.checkpoint();
        source.backup("full");
        source.stream(shared.resolve("full.xb.gz"), "gzip -1");
        source.execute(customer("Monday"));
        source.checkpoint();
        source.backup("monday", "full");
        source.stream(shared.resolve("monday.xb.gz"), "gzip", "full.xb.gz");
        source.execute(customer("Tuesday"));
        source.checkpoint();
        source.backup("tuesday", "monday");
        source.stream(shared.resolve("tuesday.xb"), "cat", "monday.xb.gz");
    }

    private static String customer(String name) {
        return "insert into billing.customers (name, email, created_at) values ('" + name + "', '" + name
                + "', '2026-11-21 05:30:00')";
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void streamsComeBackWithEverythingThatGoesOnFromTheFullOne() throws Exception {
        put("full.xb.gz", "full-20261115T030000Z.xb");
        put("monday.xb.gz", "inc-20261116T030000Z.xb");
        put("tuesday.xb", "inc-20261117T030000Z.xb");

        Outcome outcome = verify("full-{time:yyyyMMdd'T'HHmmss'Z'}.xb", "inc-{time:yyyyMMdd'T'HHmmss'Z'}.xb", 504);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes())
                .contains("incremental backups applied: inc-20261116T030000Z.xb, inc-20261117T030000Z.xb")
                .anyMatch(
                        note -> note.matches("page checksums: those of \\d+ tablespaces hold, read by innochecksum.*"))
                .anyMatch(note -> note.matches("restored into 10\\.11\\..*MariaDB.*"));
        assertThat(outcome.checks())
                .extracting(CheckResult::check)
                .contains("check-tables", "checksum-table", "restored-something", "views")
                .doesNotContain("row-exact", "objects");
        assertThat(outcome.toString()).doesNotContain("pl4nted", "Tuesday");

        Files.delete(folder.resolve("backups/inc-20261116T030000Z.xb"));
        assertThat(errors(verify("full-{time:yyyyMMdd'T'HHmmss'Z'}.xb", "inc-{time:yyyyMMdd'T'HHmmss'Z'}.xb", 504)))
                .singleElement()
                .asString()
                .matches("ARTIFACT_INCOMPLETE: an incremental backup is missing before inc-20261117T030000Z.xb: it goes"
                        + " on from log sequence number \\d+, and full-20261115T030000Z.xb ends at \\d+");
    }

    @Test
    void foldersComeBackAndADamagedPageIsSeen() throws Exception {
        unpack("full", "full-20261115T030000Z");
        unpack("monday", "inc-20261116T030000Z");

        Outcome outcome = verify("full-{time:yyyyMMdd'T'HHmmss'Z'}/", "inc-{time:yyyyMMdd'T'HHmmss'Z'}/", 503);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);

        try (RandomAccessFile file = new RandomAccessFile(
                folder.resolve("backups/full-20261115T030000Z/billing/customers.ibd")
                        .toFile(),
                "rw")) {
            file.seek(4 * 16384 + 5000);
            int there = file.read();
            file.seek(4 * 16384 + 5000);
            file.write(there ^ 1);
        }
        assertThat(errors(verify("full-{time:yyyyMMdd'T'HHmmss'Z'}/", "", 502)))
                .first()
                .asString()
                .isEqualTo("PAGE_CORRUPT: tablespace billing/customers.ibd is damaged: Fail: page::4 invalid");
    }

    @Test
    void aPreparedBackupInATarComesBackToo() throws Exception {
        source.shell(
                "cp -r /tmp/b/full /tmp/b/prepared && mariadb-backup --prepare --target-dir=/tmp/b/prepared 2>/tmp/b/log"
                        + " && mkdir /tmp/b/outer && mv /tmp/b/prepared /tmp/b/outer/");
        Path tar = source.tar("/tmp/b/outer", shared.resolve("prepared.tar"));
        Files.createDirectories(folder.resolve("backups"));
        Files.write(folder.resolve("backups/prepared.tar.gz"), Tarball.gzip(Files.readAllBytes(tar)));

        Outcome outcome = verify("prepared.tar.gz", "", 502);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes()).contains("the backup was prepared before it was kept");
    }

    @Test
    void whatIsNoWholeFullBackupIsToldWithoutASandbox() throws Exception {
        put("monday.xb.gz", "full-20261115T030000Z.xb");
        assertThat(errors(verify("full-*.xb", "", 502)))
                .singleElement()
                .asString()
                .matches(
                        "ARTIFACT_INCOMPLETE: it is an incremental backup, which goes on from log sequence number \\d+,"
                                + " expected a full one");

        unpack("full", "full-20261115T030000Z");
        Files.delete(folder.resolve("backups/full-20261115T030000Z/ib_logfile0"));
        assertThat(errors(verify("full-*Z/", "", 502)))
                .containsExactly("ARTIFACT_INCOMPLETE: full-20261115T030000Z lacks ib_logfile0, which every backup by"
                        + " mariadb-backup has");
    }

    /** What was written before the moment is there, and what was written after it is not, whatever it goes on from. */
    @Test
    void binaryLogsAreReplayedToAMoment() throws Exception {
        source.shell(
                "mariadb-dump --socket=/tmp/m/sock --user=root --single-transaction --master-data=2 --databases billing archive_2019"
                        + " >/tmp/log-bin.sql");
        source.backup("logged");
        source.execute("flush binary logs");
        source.execute(customer("Before"));
        source.shell("sleep 2");
        Instant moment = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        source.shell("sleep 2");
        source.execute(customer("After") + "; flush binary logs");
        unpackFolder("/tmp/m/log-bin", "log-bin");
        Files.copy(
                source.fetch("/tmp/log-bin.sql", shared.resolve("logged.sql")), folder.resolve("backups/logged.sql"));
        unpack("logged", "logged");

        Outcome dump = verify("logged.sql", "log-bin/", moment.toString(), TWO_SIDES.formatted(1, 0));

        assertThat(errors(dump)).isEmpty();
        assertThat(dump.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(dump.notes())
                .anyMatch(note -> note.matches(
                        "replayed binary logs: binlog\\.\\d+ from byte \\d+ to the last event before " + moment));
        assertThat(errors(verify("logged/", "log-bin/", moment.toString(), TWO_SIDES.formatted(1, 0))))
                .isEmpty();
        assertThat(errors(verify("logged/", "log-bin/", "", TWO_SIDES.formatted(1, 1))))
                .isEmpty();
        assertThat(errors(verify("logged.sql", "log-bin/", "2026-11-21T02:00:00Z", TWO_SIDES.formatted(1, 0))))
                .contains("QUERY_FAILED: the one before is there: expected 1, found 0");
        damageIsSeen(folder.resolve("backups/log-bin"));
    }

    private void damageIsSeen(Path logs) throws Exception {
        assertThat(errors(verify("logged.sql", "log-bin/", "2036-01-01T00:00:00Z", "")))
                .first()
                .asString()
                .matches("ARTIFACT_INCOMPLETE: the binary logs end at \\S+, before the target 2036-01-01T00:00:00Z");
        List<Path> files;
        try (var list = Files.list(logs)) {
            files = list.filter(file -> file.toString().matches(".*\\.\\d{6}"))
                    .sorted()
                    .toList();
        }
        byte[] whole = Files.readAllBytes(files.get(files.size() - 2));
        assertThat(scan(whole).isWhole()).isTrue();
        assertThat(scan(Arrays.copyOf(whole, whole.length - 3)).isWhole()).isFalse();
        byte[] flipped = whole.clone();
        flipped[flipped.length - 60] ^= 1;
        assertThat(scan(flipped).damage())
                .hasValueSatisfying(damage -> assertThat(damage)
                        .matches("has an event at byte [\\d ,]+ that does not hold against its checksum"));
        Path damaged = files.get(files.size() - 2);
        Files.write(damaged, flipped);
        assertThat(errors(verify("logged.sql", "log-bin/", "", "")))
                .first()
                .asString()
                .matches(
                        "ARTIFACT_CORRUPT: binary log binlog\\.\\d+ has an event at byte [\\d ,]+ that does not hold against"
                                + " its checksum");
        Files.write(damaged, Arrays.copyOf(whole, whole.length - 3));
        assertThat(errors(verify("logged.sql", "log-bin/", "", "")))
                .first()
                .asString()
                .matches("ARTIFACT_INCOMPLETE: binary log binlog\\.\\d+ ends within an event");
        Files.delete(damaged);
        assertThat(errors(verify("logged.sql", "log-bin/", "", "")))
                .first()
                .asString()
                .matches("ARTIFACT_INCOMPLETE: a binary log is missing between binlog\\.\\d+ and binlog\\.\\d+");
    }

    private static BinlogScan scan(byte[] bytes) {
        BinlogScan scan = new BinlogScan();
        scan.take(bytes, bytes.length);
        return scan;
    }

    private void put(String from, String name) throws IOException {
        Path backups = Files.createDirectories(folder.resolve("backups"));
        Files.copy(shared.resolve(from), backups.resolve(name));
    }

    private void unpack(String backup, String name) throws Exception {
        unpackFolder("/tmp/b/" + backup, name);
    }

    private void unpackFolder(String there, String name) throws Exception {
        Path tar = source.tar(there, shared.resolve("folder.tar"));
        Path target = Files.createDirectories(folder.resolve("backups").resolve(name));
        Process unpacking = new ProcessBuilder("tar", "-xf", tar.toString(), "-C", target.toString())
                .inheritIO()
                .start();
        assertThat(unpacking.waitFor()).isZero();
    }

    private Outcome verify(String newest, String incrementals, int customers) throws IOException, InterruptedException {
        return verify(
                newest,
                incrementals.isEmpty() ? "" : ", incrementals: \"" + incrementals + "\"",
                CHECKS.formatted(customers));
    }

    private Outcome verify(String newest, String binlogs, String target, String checks)
            throws IOException, InterruptedException {
        String more = ", users: [\"billing@%\"], binlogs: \"" + binlogs + "\""
                + (target.isEmpty() ? "" : ", target-time: \"" + target + "\"");
        return verify(newest, more, checks);
    }

    private Outcome verify(String newest, String more, String checks) throws IOException, InterruptedException {
        return OneEntry.verifyOnTheDay(folder, newest, "{mariadb: {database: billing" + more + "}}", checks);
    }
}
