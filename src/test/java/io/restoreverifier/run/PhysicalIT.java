package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.PhysicalSource;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups that the real pg_basebackup has made of a real server, good and broken, through a whole run. */
class PhysicalIT {
    private static final String CHECKS = """
            checks:
              tables: [customers, invoices, old_notes]
              rows: {old_notes: {min: 2000}}
              identity: {database: clientarea}
            """;

    @TempDir
    Path folder;

    private static PhysicalSource source;
    private static String tar;

    @BeforeAll
    static void begin() throws Exception {
        source = PhysicalSource.begin("postgres:15");
        tar = source.backup("-Ft -z");
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-Ft", "-Ft -z", "-Ft --compress=server-lz4", "-Ft --compress=server-zstd", "-Ft -X fetch -z"})
    void whatPgBasebackupWritesInTarFormComesBack(String options) throws Exception {
        Outcome outcome = verify(source.packed(source.backup(options)));

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes())
                .contains("every file was held against backup_manifest by pg_verifybackup")
                .anyMatch(note -> note.matches("page checksums: \\d+ pages read"))
                .anyMatch(note -> note.startsWith("restored into PostgreSQL 15"));
        assertThat(outcome.checks()).extracting(CheckResult::status).doesNotContain(Status.FAILED);
        assertThat(outcome.checks())
                .extracting(CheckResult::check)
                .contains("amcheck", "duplicates", "foreign-keys", "collation-version")
                .doesNotContain("objects", "locale");
    }

    /** What production's disks, its upgrades and its superusers have done comes along, and neither checksum nor manifest says so. */
    @Test
    void damageThatCameAlongFromProductionIsFoundByTheChecks() throws Exception {
        source.sql("postgres", "create database hurt");
        source.sql(
                "hurt",
                "create table parents (id int primary key, name text unique);"
                        + " create table children (id int primary key, parent int references parents, grade int);"
                        + " create index grades on children (grade); insert into parents values (1, 'pl4nted'), (2, 'b');"
                        + " insert into children values (1, 1, 1), (2, 2, 2);"
                        + " update pg_index set indisready = false where indexrelid = 'grades'::regclass");
        source.sql(
                "hurt",
                "insert into children values (3, 1, 3);"
                        + " update pg_index set indisready = true where indexrelid = 'grades'::regclass;"
                        + " update pg_index set indisunique = false where indexrelid = 'parents_name_key'::regclass");
        source.sql(
                "hurt",
                "insert into parents values (3, 'pl4nted');"
                        + " update pg_index set indisunique = true where indexrelid = 'parents_name_key'::regclass;"
                        + " set session_replication_role = replica; insert into children values (4, 17, 4);"
                        + " update pg_database set datcollversion = '2.28' where datname = 'hurt'");

        Outcome outcome = verify("{database: hurt}", source.packed(source.backup("-Ft -z")), "");
        source.sql("postgres", "drop database hurt");

        assertThat(errors(outcome))
                .contains(
                        "INDEX_CORRUPT: unique index public.parents_name_key of table public.parents does not hold: 1 values"
                                + " are there more than once")
                .contains(
                        "CONSTRAINT_NOT_VALID: foreign key children_parent_fkey of table public.children does not hold: 1"
                                + " rows refer to none")
                .anyMatch(error -> error.startsWith("INDEX_CORRUPT: index grades does not hold: ERROR: heap tuple "));
        assertThat(outcome.findings().stream().filter(Finding::isWarning).map(Finding::message))
                .contains("database hurt sorts texts by version none here, its indexes were built by version 2.28");
        assertThat(outcome.toString()).doesNotContain("pl4nted");
    }

    /** The manifest is made of what the server sends, so that it agrees with a page that was damaged before. */
    @Test
    void aPageThatProductionsDiskDamagedIsFoundByItsChecksum() throws Exception {
        String path = source.sql("clientarea", "select pg_relation_filepath('contacts')")
                .strip();
        source.whileStopped(flip(path, "8100"));

        Outcome outcome = verify(source.packed(source.backup("-Ft -z --no-verify-checksums")));
        source.whileStopped(flip(path, "8100"));

        assertThat(errors(outcome)).contains("PAGE_CORRUPT: page 0 of file " + path + " does not match its checksum");
    }

    /** What was written before the moment is there, and what was written after it is not: two queries prove both. */
    @Test
    void recoveryToAPointInTimeBringsWhatWasThereThenAndNothingLater() throws Exception {
        byte[] base = source.packed(source.backup("-Ft -z"));
        source.sql("small", "create table if not exists moments (at text)");
        source.sql("small", "insert into moments values ('before')");
        String target = source.sql(
                        "small",
                        "select to_char(clock_timestamp() at time zone 'UTC',"
                                + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                .strip();
        source.sql("small", "insert into moments values ('after')");
        source.sql("small", "select pg_switch_wal()");
        source.sql("small", "insert into moments values ('later')");
        Path backups = Files.createDirectories(folder.resolve("backups"));
        Files.write(backups.resolve("wal.tar"), source.wal());
        String proof = """
                checks:
                  queries:
                    - {name: what was written before is there, sql: select count(*) from moments where at = 'before', expect: 1}
                    - {name: what was written after is not, sql: select count(*) from moments where at = 'after', expect: %s}
                """;

        Outcome toTheMoment = verify(toMoment(target), base, proof.formatted("0"));
        assertThat(errors(toTheMoment)).isEmpty();
        assertThat(toTheMoment.findings())
                .noneMatch(finding -> finding.message().contains("took no segment"));
        assertThat(errors(verify("{database: small, wal: wal.tar}", base, proof.formatted("1"))))
                .isEmpty();
        assertThat(errors(verify(toMoment("2999-01-01T00:00:00Z"), base, proof.formatted("0"))))
                .containsExactly("ARTIFACT_INCOMPLETE: the archived WAL ends before the target time");
        byte[] whole = Files.readAllBytes(backups.resolve("wal.tar"));
        Files.write(backups.resolve("wal.tar"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(errors(verify("{database: small, wal: wal.tar}", base, "")))
                .isNotEmpty()
                .allMatch(error -> error.startsWith("ARTIFACT_INCOMPLETE: "));
        source.run("mkdir /tmp/o/packedwal && touch /tmp/o/packedwal/notes");
        Files.write(backups.resolve("wal.tar"), source.packed("/tmp/o/packedwal"));
        assertThat(errors(verify("{database: small, wal: wal.tar}", base, "")))
                .singleElement()
                .asString()
                .matches("ARTIFACT_INCOMPLETE: wal.tar holds \\d entries and no WAL segment, expected at least one");
        source.run("touch /tmp/o/packedwal/000000020000000000000009");
        Files.write(backups.resolve("wal.tar"), source.packed("/tmp/o/packedwal"));
        assertThat(errors(verify("{database: small, wal: wal.tar}", base, "")))
                .contains("ARTIFACT_INCOMPLETE: wal.tar holds segments of timeline 00000002, and no 00000002.history");
        source.run("cd /tmp/o/wal && rm $(ls | sort | tail -n 2 | head -n 1)");
        Files.write(backups.resolve("wal.tar"), source.packed("/tmp/o/wal"));
        assertThat(errors(verify(toMoment(target), base, proof.formatted("0"))))
                .singleElement()
                .asString()
                .matches("ARTIFACT_INCOMPLETE: WAL segment [0-9A-F]{24} is missing, between .*");
    }

    /** Told by its content, whatever it is called; each segment by another program. */
    @Test
    void archivedWalIsTakenInAnyCompression() throws Exception {
        byte[] base = source.packed(source.backup("-Ft -z"));
        source.sql("small", "create table written_late as select 1 as one");
        for (int i = 0; i < 4; i++) {
            source.sql("small", "insert into written_late select 1 from generate_series(1, 100)");
            source.wal();
        }
        Files.createDirectories(folder.resolve("backups/wal"));
        Files.write(folder.resolve("wal.tar"), source.wal());
        shell(
                "tar -xf wal.tar -C backups/wal; cd backups/wal; set -- gzip bzip2 xz 'zstd -q --rm' 'lz4 -q --rm -m'; n=0;"
                        + " for s in $(ls -r | head -n 5); do n=$((n + 1)); eval \"\\$$n\" $s; done;"
                        + " mv $(ls *.gz) $(basename *.gz .gz)");
        String proof = "checks: {rows: {written_late: {min: 401}}}";
        String restore = "{database: small, wal: wal/}";

        assertThat(errors(verify(restore, base, proof))).isEmpty();
        shell("cd backups/wal; truncate -s -9 *.zst");
        assertThat(errors(verify(restore, base, proof)))
                .singleElement()
                .asString()
                .matches(
                        "ARTIFACT_INCOMPLETE: (\\./)?[0-9A-F]{24}\\.zst: its compressed data ends too early, at byte .*");
        shell("cd backups/wal; " + flip("$(ls *.xz)", "200"));
        assertThat(errors(verify(restore, base, proof)))
                .anyMatch(error ->
                        error.matches("ARTIFACT_CORRUPT: (\\./)?[0-9A-F]{24}\\.xz: its compressed data is damaged.*"));
    }

    /** The server takes it for the end of the WAL, and says nothing. */
    @Test
    void aSegmentThatDoesNotHoldIsSeenByWhereRecoveryEnded() throws Exception {
        byte[] base = source.packed(source.backup("-Ft -z"));
        for (int i = 0; i < 3; i++) {
            source.sql("small", "create table late_" + i + " as select generate_series(1, 1000)");
            source.wal();
        }
        source.run("cd /tmp/o/wal && f=$(ls | sort | tail -n 2 | head -n 1) && " + flip("$f", "9000"));
        Files.write(Files.createDirectories(folder.resolve("backups")).resolve("wal.tar"), source.packed("/tmp/o/wal"));

        assertThat(errors(verify("{database: small, wal: wal.tar}", base, "")))
                .anyMatch(error ->
                        error.matches("ARTIFACT_CORRUPT: recovery ended in WAL segment [0-9A-F]{16} of a timeline,"
                                + " and the archive goes on to [0-9A-F]{16}: what follows does not hold"));
    }

    private void shell(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String toMoment(String target) {
        return "{database: small, wal: wal.tar, target-time: \"" + target + "\"}";
    }

    /** As pg_basebackup leaves it, which is what most people keep. */
    @Test
    void theFolderThatPgBasebackupWritesComesBack() throws Exception {
        Path base = Files.createDirectories(folder.resolve("backups/base-20261121"));
        Path packed = Files.write(folder.resolve("packed.tar"), source.packed(tar));
        assertThat(new ProcessBuilder("tar", "-xf", packed.toString(), "-C", base.toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(errors(verify("{}", "base-{time:yyyyMMdd}/", CHECKS))).isEmpty();
        Files.delete(base.resolve("pg_wal.tar.gz"));
        assertThat(errors(verify("{}", "base-{time:yyyyMMdd}/", CHECKS)))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: it holds no WAL");
    }

    /** The data directory itself, with what production had it do: it follows another server, archives, and includes files. */
    @Test
    void aDataDirectoryComesBackAndDoesNothingOfWhatItsConfigurationSays() throws Exception {
        String plain = source.backup("-Fp --tablespace-mapping=/tmp/o/space=@/space");
        source.run("cd " + plain + " && rm pg_tblspc/* && mv space pg_tblspc/$(psql -h /tmp/o -U postgres -At -c"
                + " \"select oid from pg_tablespace where spcname = 'archive'\")");
        source.run(
                "cd " + plain + " && touch standby.signal && mkdir pg_replslot/follower && cat >>postgresql.auto.conf"
                        + " <<'END'\narchive_mode = on\narchive_command = 'touch /dev/shm/archived'\nlisten_addresses = '*'\n"
                        + "primary_conninfo = 'host=production password=pl4nted-secret'\nrestore_command = 'touch /dev/shm/fetched'\n"
                        + "shared_preload_libraries = 'pg_stat_statements'\nEND");

        Outcome outcome = verify(source.packed(plain));

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes())
                .contains("shared_preload_libraries, in the image and not loaded here: pg_stat_statements")
                .contains(
                        "the checks ask database clientarea, one of 3, since it is the largest; `database:` names another");
        assertThat(outcome.toString()).doesNotContain("pl4nted");
    }

    @Test
    void aDatabaseCanBeNamedAndOneThatIsNotThereIsMissed() throws Exception {
        byte[] artifact = source.packed(tar);

        assertThat(errors(verify("{database: small}", artifact, "")))
                .contains("RESTORED_NOTHING: the restored database has no table");
        assertThat(errors(verify("{database: nowhere}", artifact, "")))
                .containsExactly("WRONG_SYSTEM: the backup has no database nowhere");
    }

    @Test
    void aMissingPieceIsNamed() throws Exception {
        String number = source.sql("postgres", "select oid from pg_tablespace where spcname = 'archive'")
                .strip();

        assertThat(errors(broken("rm " + number + ".tar.gz")))
                .containsExactly("ARTIFACT_INCOMPLETE: tablespace " + number
                        + ", which lay in /tmp/o/space, is missing: there is no " + number + ".tar beside base.tar.gz");
        assertThat(errors(broken("rm pg_wal.tar.gz")))
                .singleElement()
                .asString()
                .matches("ARTIFACT_INCOMPLETE: it holds no WAL: recovery begins with segment [0-9A-F]{24},"
                        + " and without it nothing starts");
        assertThat(errors(broken("rm base.tar.gz")).get(0)).startsWith("UNKNOWN_FORMAT: ");
    }

    /** So much is written while the backup is made that it takes several segments along. */
    @Test
    void aWalSegmentThatIsMissingIsNamed() throws Exception {
        String written = source.backupWhileWriting();
        List<String> segments = source.run("cd " + written + " && tar -tf pg_wal.tar | grep -E '^[0-9A-F]{24}$' | sort")
                .lines()
                .toList();
        assertThat(segments).hasSizeGreaterThan(2);
        String last = segments.get(segments.size() - 1);

        assertThat(errors(verify(source.packed(written)))).isEmpty();
        assertThat(errors(withoutSegment(written, last)))
                .containsExactly("ARTIFACT_INCOMPLETE: WAL segment " + last
                        + " is missing, which the backup needs to be consistent");
        assertThat(errors(withoutSegment(written, segments.get(1))))
                .containsExactly("ARTIFACT_INCOMPLETE: WAL segment " + segments.get(1) + " is missing, between "
                        + segments.get(0) + " and " + last);
        assertThat(errors(withoutSegment(written, segments.get(0))))
                .containsExactly("ARTIFACT_INCOMPLETE: WAL segment " + segments.get(0)
                        + ", with which recovery begins, is missing");
    }

    private Outcome withoutSegment(String written, String segment) throws IOException, InterruptedException {
        String copy = source.copyOf(written);
        source.run("cd " + copy + " && tar --delete -f pg_wal.tar " + segment);
        return verify(source.packed(copy));
    }

    @Test
    void whatIsCutOffOrFlippedIsSeenBeforeARestore() throws Exception {
        assertThat(errors(broken("truncate -s -20000 base.tar.gz")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: base.tar.gz: its compressed data ends too early");
        assertThat(errors(broken(flip("base.tar.gz", "200000"))))
                .first()
                .asString()
                .startsWith("ARTIFACT_CORRUPT: base.tar.gz: ");
        assertThat(errors(broken(flip("base.tar.gz", "4")))).isEmpty();
        assertThat(errors(broken(flip("base.tar.gz", "$(($(stat -c %s base.tar.gz) - 6))"))))
                .first()
                .asString()
                .startsWith("ARTIFACT_CORRUPT: base.tar.gz: ");
    }

    /** One byte of a table, which tar does not see: the manifest does, and without one the checksum of the page. */
    @Test
    void aFlippedByteOfATableIsSeen() throws Exception {
        String path = source.sql("clientarea", "select pg_relation_filepath('customers')")
                .strip();
        String plain = source.backup("-Fp --tablespace-mapping=/tmp/o/space=@/space");
        source.run("cd " + plain + " && rm pg_tblspc/* && mv space pg_tblspc/$(psql -h /tmp/o -U postgres -At -c"
                + " \"select oid from pg_tablespace where spcname = 'archive'\")");
        source.run("cd " + plain + " && " + flip(path, "8000"));

        assertThat(errors(verify(source.packed(plain))))
                .containsExactly("ARTIFACT_CORRUPT: pg_verifybackup: checksum mismatch for file \"" + path + "\"");

        source.run("rm " + plain + "/backup_manifest");
        assertThat(errors(verify(source.packed(plain))))
                .contains("PAGE_CORRUPT: page 0 of file " + path + " does not match its checksum");
    }

    @Test
    void anotherMajorAndARunningServersFilesAreRefused() throws Exception {
        assertThat(errors(verify("{version: 17}", source.packed(tar), "")))
                .containsExactly(
                        "VERSION_MISMATCH: it is of PostgreSQL 15, and the entry has version 17: a physical backup comes"
                                + " back in its own major alone");
        String running = source.copyOf("/tmp/o/physical");
        source.run("cd " + running + " && rm pg_tblspc/* postmaster.pid");
        assertThat(errors(verify(source.packed(running))))
                .containsExactly("ARTIFACT_INCOMPLETE: it has no backup_label, and the server was not shut down (in"
                        + " production): a copy of a running server's files does not hold together");
    }

    @Test
    void aPreloadedLibraryThatTheImageLacksIsMissed() throws Exception {
        String plain = source.backup("-Fp --no-manifest --tablespace-mapping=/tmp/o/space=@/space");
        source.run("cd " + plain + " && rm pg_tblspc/* && mv space pg_tblspc/$(psql -h /tmp/o -U postgres -At -c"
                + " \"select oid from pg_tablespace where spcname = 'archive'\")");
        source.run("echo \"shared_preload_libraries = 'timescaledb, /tmp/evil'\" >>" + plain + "/postgresql.conf");

        Outcome outcome = verify(source.packed(plain));

        assertThat(errors(outcome))
                .containsExactly(
                        "EXTENSION_MISSING: the server preloads library timescaledb, which the image does not carry:"
                                + " it would not start");
        assertThat(outcome.notes())
                .contains("shared_preload_libraries names a file that is no plain name, which was left out")
                .contains("there is no backup_manifest: pg_verifybackup had nothing to hold the files against");
    }

    private Outcome broken(String script) throws IOException, InterruptedException {
        String copy = source.copyOf(tar);
        source.run("cd " + copy + " && " + script);
        return verify(source.packed(copy));
    }

    /** Shell that changes one bit of a file. */
    private static String flip(String file, String at) {
        return "b=$(od -An -tu1 -j " + at + " -N 1 " + file + ") && printf \"$(printf '\\\\%03o' $((b ^ 1)))\" | dd of="
                + file + " bs=1 seek=" + at + " conv=notrunc 2>/dev/null";
    }

    private Outcome verify(byte[] artifact) throws IOException, InterruptedException {
        return verify("{}", artifact, CHECKS);
    }

    private Outcome verify(String restore, byte[] artifact, String lines) throws IOException, InterruptedException {
        Files.write(Files.createDirectories(folder.resolve("backups")).resolve("base"), artifact);
        return verify(restore, "base", lines);
    }

    private Outcome verify(String restore, String newest, String lines) throws IOException, InterruptedException {
        return OneEntry.verifyToday(folder, newest, "{postgresql: " + restore + "}", lines);
    }
}
