package io.restoreverifier.run;

import static io.restoreverifier.run.PhysicalCatalog.errors;
import static io.restoreverifier.run.PhysicalCatalog.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.folder.OwnFolders;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.ArchivingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real Barman keeps of a real server, as entries of the catalog, and broken twins of it. */
class BarmanIT {
    private static final String CONFIGURE = """
            set -e
            cat >conf <<END
            [barman]
            barman_user=$(id -un)
            barman_home=$PWD/home
            configuration_files_directory=$PWD/none
            log_file=$PWD/barman.log
            [main]
            description=main
            conninfo=host=$PWD user=postgres dbname=postgres
            streaming_conninfo=host=$PWD user=postgres
            backup_method=postgres
            backup_options=concurrent_backup
            immediate_checkpoint=true
            compression=gzip
            archiver=on
            path_prefix=/usr/lib/postgresql/15/bin
            END
            barman -q -c conf cron
            """;
    /** Barman does nothing, and says so nowhere, while what its cron has started does the same. */
    private static final String ARCHIVE = """
            for i in $(seq 100); do
                barman -q -c conf archive-wal main
                if [ -z "$(ls home/main/incoming)" ]; then break; fi
                sleep 0.1
            done
            flock home/.main-archive-wal.lock true
            """;

    private static final String BACKUP = ARCHIVE + "barman -q -c conf backup main --wait";
    private static final String PROOF = """
            tables: [customers, old_notes]
              queries:
                - {name: what was written before is there, sql: select count(*) from moments where at = 'before', expect: 1}
                - {name: what was written after, sql: select count(*) from moments where at = 'after', expect: %s}""";
    private static final String NEWEST = "$(ls base | tail -n 1)";

    @TempDir
    static Path home;

    private static RestoreRun run;
    private static Map<String, String> untouched;

    @BeforeAll
    static void backUpAndRun() throws Exception {
        Path server = Files.createDirectory(home.resolve("s"));
        try (ArchivingServer source = ArchivingServer.begin(
                server, "test -d %1$s && cp %%p %1$s/%%f".formatted(server.resolve("home/main/incoming")))) {
            source.run("mkdir -p home/main/incoming && " + CONFIGURE);
            source.archive();
            source.run(BACKUP);
            source.sql("insert into moments values ('before')");
            source.run(BACKUP);
            String moment = source.now();
            source.archive();
            source.promote();
            source.sql("insert into moments values ('after')");
            source.archive();
            source.run(ARCHIVE);
            entries(server, moment);
            source.run("echo backup_compression=gzip >>conf; " + BACKUP);
            source.archive();
            source.run(ARCHIVE);
        }
        compressed();
        untouched = tree(home.resolve("s/home"));
        run = new PhysicalCatalog(home).open();
        run.begin();
    }

    private static void entries(Path server, String moment) throws Exception {
        String right = "barman: %s/home, server: main".formatted(server);
        String second = newest(server.resolve("home/main"));
        new PhysicalCatalog(home).entry("whole", right + ", newest: \"" + second + "\"", "", PROOF.formatted(1));
        new PhysicalCatalog(home).entry("newest", right, "", PROOF.formatted(1));
        new PhysicalCatalog(home).entry("moment", right, "target-time: \"" + moment + "\"", PROOF.formatted(0));
        new PhysicalCatalog(home).entry("no-server", right.replace("main", "other"), "", "");
        new PhysicalCatalog(home).entry("major", right, "version: 17", "");
        twin("no-needed-wal", "rm wals/*/$(sed -n 's/^begin_wal=//p' base/" + NEWEST + "/backup.info)");
        twin("wal-gap", "rm $(ls wals/0000000100000000/* | grep -E '/[0-9A-F]{24}$' | tail -n 1)");
        twin(
                "wal-flipped",
                "f=$(ls wals/0000000200000000/* | grep -E '/[0-9A-F]{24}$' | tail -n 1); " + flip("$f", 900));
        // Barman does not look into what it has not compressed, and a server takes a damaged record for the end.
        String plain = "f=$(ls wals/0000000200000000/* | grep -E '/[0-9A-F]{24}$' | tail -n 1); zcat $f >x; mv x $f;"
                + " sed -i \"/^$(basename $f)/s/gzip/None/\" wals/xlog.db";
        twin("wal-plain", plain);
        // The checksum of the first record.
        twin("wal-plain-flipped", plain + "; " + flip("$f", 60));
        twin("no-file", "rm base/" + NEWEST + "/data/global/1262");
        twin("flipped", "f=base/" + NEWEST + "/data/global/1262; " + flip("$f", 4000));
        twin("no-tablespace", "rm -r $(ls -d base/" + NEWEST + "/1[0-9]*)");
        twin(
                "hostile",
                "cd base/" + NEWEST + "/data && mv postgresql.conf elsewhere && ln -s elsewhere postgresql.conf");
        // Barman goes by what it has noted, and not by what lies there.
        twin(
                "plain-hostile",
                "cd base/" + NEWEST + "/data && tar -cf base.tar PG_VERSION && mv postgresql.conf elsewhere"
                        + " && ln -s elsewhere postgresql.conf");
        Path copy =
                copy("old-wal-gone", "rm wals/*/$(sed -n 's/^begin_wal=//p' base/$(ls base | head -n 1)/backup.info)");
        new PhysicalCatalog(home).entry("old-wal-gone", "barman: %s, server: main".formatted(copy.getParent()), "", "");
    }

    /** The newest is kept in archives. */
    private static void compressed() throws Exception {
        String data = "cd base/" + NEWEST + "/data; ls base.tar.gz 1*.tar.gz >/dev/null; ";
        twin("tar-cut", data + "truncate -s 200000 base.tar.gz");
        twin("tar-flipped", data + flip("base.tar.gz", 200_000));
        twin("tar-no-tablespace", data + "rm 1*.tar.gz");
        twin(
                "tar-hostile",
                data + "gunzip base.tar.gz; ln -s /etc elsewhere; tar --append -f base.tar elsewhere; gzip base.tar;"
                        + " rm elsewhere");
    }

    private static void twin(String name, String damage) throws Exception {
        Path copy = copy(name, damage);
        // The older one would come back.
        String entry = "barman: %s, server: main, newest: \"%s\"".formatted(copy.getParent(), newest(copy));
        new PhysicalCatalog(home).entry(name, entry, "", "");
    }

    private static String newest(Path main) throws Exception {
        try (Stream<Path> backups = Files.list(main.resolve("base"))) {
            return backups.map(path -> path.getFileName().toString()).sorted().reduce("", (a, b) -> b);
        }
    }

    private static Path copy(String name, String damage) throws Exception {
        Path copy = Files.createDirectory(home.resolve("twin-" + name)).resolve("main");
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "cp -a \"$1\" \"$2\" && cd \"$2\" && " + damage,
                        "sh",
                        home + "/s/home/main",
                        copy.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).as(name).isZero();
        return copy;
    }

    private static String flip(String file, int at) {
        return "printf XYZ | dd of=" + file + " bs=1 seek=" + at + " conv=notrunc status=none";
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        if (run != null) {
            run.close();
        }
        assertThat(OwnFolders.left()).isEmpty();
    }

    @Test
    void theNewestBackupComesBackToTheEndOfTheArchive() throws Exception {
        Outcome outcome = outcome("whole");

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.checks())
                .filteredOn(check -> check.check().equals("repository"))
                .extracting(CheckResult::subject, CheckResult::found)
                .containsExactly(tuple("barman check-backup", "no damage"));
        assertThat(outcome.notes())
                .contains(
                        "every file was held against backup_manifest by pg_verifybackup",
                        "recovered from the WAL that came with it, to its end");
    }

    /** Two queries prove it from both sides. The newest backup was made later, and cannot lead there. */
    @Test
    void aMomentIsReachedAndNothingLater() throws Exception {
        assertThat(errors(outcome("moment"))).isEmpty();
        assertThat(errors(outcome("newest"))).isEmpty();
        Instant newest = outcome("newest").artifact().orElseThrow().producedAt();
        assertThat(outcome("moment").artifact().orElseThrow().producedAt()).isBefore(newest);
    }

    /** Barman notes what it finds beside the backup, wherever it may write. */
    @Test
    void nothingIsWrittenToItsHome() throws Exception {
        for (String name : List.of("whole", "moment", "major", "no-server")) {
            outcome(name);
        }
        assertThat(tree(home.resolve("s/home"))).isEqualTo(untouched);
    }

    @Test
    void whatIsMissingIsIncomplete() throws Exception {
        assertThat(errors(outcome("no-needed-wal")))
                .singleElement()
                .asString()
                .matches("ARTIFACT_INCOMPLETE barman says of backup \\S+: At least one WAL file is missing\\. The first"
                        + " missing WAL file is [0-9A-F]{24}");
        assertThat(errors(outcome("wal-gap")))
                .singleElement()
                .asString()
                .matches(
                        "ARTIFACT_INCOMPLETE barman cannot give all of backup .*wals/0000000100000000/[0-9A-F]{24}: No such"
                                + " file.*");
        assertThat(errors(outcome("no-file")))
                .containsExactly(
                        "ARTIFACT_INCOMPLETE pg_verifybackup: \"global/1262\" is present in the manifest but not on disk");
        assertThat(errors(outcome("no-tablespace")))
                .singleElement()
                .asString()
                .matches("ARTIFACT_INCOMPLETE tablespace \\d+ of backup \\S+ is missing beside its data directory");
    }

    /** It is the newest. */
    @Test
    void aCompressedBackupComesBack() throws Exception {
        Outcome outcome = outcome("newest");

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes()).contains("every file was held against backup_manifest by pg_verifybackup");
    }

    @Test
    void aCompressedBackupThatIsCutFlippedOrNotWholeIsTold() throws Exception {
        for (String name : List.of("tar-cut", "tar-flipped")) {
            assertThat(errors(outcome(name)))
                    .as(name)
                    .singleElement()
                    .asString()
                    .startsWith("ARTIFACT_CORRUPT barman cannot give all of backup ");
        }
        assertThat(errors(outcome("tar-no-tablespace")))
                .singleElement()
                .asString()
                .matches("ARTIFACT_INCOMPLETE barman cannot give all of backup .*[0-9]+[.]tar[.]gz.*");
        assertThat(errors(outcome("tar-hostile")))
                .singleElement()
                .asString()
                .matches(
                        "UNSAFE_ENTRY backup \\S+ holds elsewhere -> /etc, which is a link or a device, or lies outside:"
                                + " Barman would write through it");
    }

    @Test
    void whatIsFlippedIsCorrupt() throws Exception {
        assertThat(errors(outcome("flipped")))
                .containsExactly("ARTIFACT_CORRUPT pg_verifybackup: checksum mismatch for file \"global/1262\"");
        assertThat(errors(outcome("wal-flipped")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_CORRUPT barman cannot give all of backup ");
        assertThat(errors(outcome("wal-plain"))).isEmpty();
        assertThat(errors(outcome("wal-plain-flipped")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_CORRUPT recovery ended ");
    }

    @Test
    void whatAnOlderBackupNeedsIsSeenByBarmansOwnCheck() throws Exception {
        assertThat(errors(outcome("old-wal-gone")))
                .singleElement()
                .asString()
                .matches(
                        "ARTIFACT_CORRUPT the repository is damaged, says barman check-backup: backup \\S+: At least one WAL"
                                + " file is missing.*");
    }

    /** Barman would write through it into whatever it leads to. */
    @Test
    void aLinkInABackupIsRefused() throws Exception {
        for (String name : List.of("hostile", "plain-hostile")) {
            assertThat(errors(outcome(name)))
                    .as(name)
                    .singleElement()
                    .asString()
                    .matches("UNSAFE_ENTRY backup \\S+ holds postgresql.conf, which is a link or a device: Barman would"
                            + " write through it");
        }
    }

    @Test
    void anotherServerAndAnotherMajorAreTold() throws Exception {
        assertThat(errors(outcome("no-server")))
                .containsExactly("SOURCE_UNREACHABLE there is no server other in barman's home at " + home + "/s/home");
        assertThat(errors(outcome("major")))
                .contains(
                        "VERSION_MISMATCH it is of PostgreSQL 15, and the entry has version 17: a physical backup comes"
                                + " back in its own major alone");
    }

    /** No row is in the report. */
    private static Outcome outcome(String name) throws InterruptedException {
        Outcome outcome = run.outcome(name);
        assertThat(outcome.toString()).doesNotContain("pl4nted");
        return outcome;
    }
}
