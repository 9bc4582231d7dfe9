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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories that the real pgBackRest has made of a real server, as entries of the catalog, and broken twins of them. */
class PgbackrestIT {
    private static final String SECRET = "correct horse battery";
    private static final String CONFIGURE = """
            set -e
            mkdir plain enc locks
            cat >conf <<END
            [global]
            repo1-path=$PWD/plain
            repo1-retention-full=9
            repo2-path=$PWD/enc
            repo2-retention-full=9
            repo2-cipher-type=aes-256-cbc
            repo2-cipher-pass=$1
            repo2-bundle=y
            lock-path=$PWD/locks
            log-level-file=off
            log-level-console=off
            start-fast=y
            [main]
            pg1-path=$PWD/pg
            pg1-socket-path=$PWD
            pg1-user=postgres
            END
            """;
    private static final String BACKUP = "pgbackrest --config=$PWD/conf --stanza=main --repo=$1 --type=$2 backup";
    private static final String PROOF = """
            tables: [customers, old_notes]
              queries:
                - {name: what was written before is there, sql: select count(*) from moments where at = 'before', expect: 1}
                - {name: what was written after, sql: select count(*) from moments where at = 'after', expect: %s}""";

    @TempDir
    static Path home;

    private static RestoreRun run;
    private static PgbackrestInBucket bucket;
    private static String increment;
    private static Map<String, String> untouched;
    private static Map<String, String> untouchedObjects;
    private static final Set<String> SEEN = new TreeSet<>();

    @BeforeAll
    static void backUpAndRun() throws Exception {
        Path server = Files.createDirectory(home.resolve("s"));
        try (ArchivingServer source = ArchivingServer.begin(server, archiveCommand(server))) {
            source.run(CONFIGURE, SECRET);
            source.run("pgbackrest --config=$PWD/conf --stanza=main stanza-create");
            source.run(BACKUP, "1", "full");
            source.run(BACKUP, "2", "full");
            source.sql("create table later as select generate_series(1, 5000) n");
            source.run(BACKUP, "1", "diff");
            source.run(BACKUP, "2", "incr");
            source.sql("insert into moments values ('before')");
            String moment = source.now();
            source.archive();
            source.promote();
            source.sql("insert into moments values ('after')");
            source.archive();
            entries(server, moment);
            source.run(BACKUP, "2", "incr");
        }
        untouched = tree(home.resolve("s/plain"));
        untouched.putAll(tree(home.resolve("s/enc")));
        bucket = PgbackrestInBucket.begin(home);
        bucket.entries(home.resolve("s/enc"), home.resolve("twin-bundle"), increment, PROOF.formatted(1));
        untouchedObjects = bucket.objects();
        watched();
    }

    private static String archiveCommand(Path server) {
        return "pgbackrest --config=" + server.resolve("conf") + " --stanza=main archive-push %p";
    }

    private static void entries(Path server, String moment) throws Exception {
        Files.writeString(home.resolve("right"), SECRET);
        Files.writeString(home.resolve("wrong"), "wrong horse");
        String enc = "pgbackrest: %s/enc, stanza: main, cipher-pass: \"${file:%s}\"";
        String right = enc.formatted(server, home.resolve("right"));
        String plain = "pgbackrest: %s/plain, stanza: main".formatted(server);
        new PhysicalCatalog(home).entry("full", plain + ", newest: \"*F\"", "", PROOF.formatted(1));
        new PhysicalCatalog(home).entry("diff", plain, "", PROOF.formatted(1));
        increment = increment(server.resolve("enc/backup/main"));
        new PhysicalCatalog(home).entry("incr", right + ", newest: \"" + increment + "\"", "", PROOF.formatted(1));
        new PhysicalCatalog(home).entry("newest", right, "", PROOF.formatted(1));
        new PhysicalCatalog(home).entry("moment", right, "target-time: \"" + moment + "\"", PROOF.formatted(0));
        new PhysicalCatalog(home)
                .entry("beyond", right + ", newest: \"*I\"", "target-time: \"2999-01-01T00:00:00Z\"", "");
        new PhysicalCatalog(home).entry("too-early", right, "target-time: \"2001-01-01T00:00:00Z\"", "");
        new PhysicalCatalog(home).entry("wrong-key", enc.formatted(server, home.resolve("wrong")), "", "");
        new PhysicalCatalog(home).entry("no-key", "pgbackrest: %s/enc, stanza: main".formatted(server), "", "");
        new PhysicalCatalog(home).entry("no-stanza", plain.replace("main", "other"), "", "");
        new PhysicalCatalog(home).entry("nowhere", plain.replace("/plain", "/nowhere"), "", "");
        new PhysicalCatalog(home).entry("major", plain + ", newest: \"*D\"", "version: 17", "");
        twin("no-file", "rm backup/main/*D/pg_data/backup_label.gz");
        twin("no-parent", "rm -r backup/main/*F");
        twin(
                "no-needed-wal",
                "rm archive/main/15-1/*/$(sed -n 's/^backup-archive-stop=\"\\(.*\\)\"/\\1/p' backup/main/*D/backup.manifest)-*");
        twin("wal-gap", "rm $(ls archive/main/15-1/0000000100000000/* | grep -E '/[0-9A-F]{24}-' | tail -n 1)");
        twin(
                "wal-flipped",
                "f=$(ls archive/main/15-1/0000000100000000/* | grep -E '/[0-9A-F]{24}-' | tail -n 1); "
                        + flip("$f", 200));
        twin("no-history", "rm archive/main/15-1/00000002.history");
        twin(
                "hostile",
                "for f in backup/main/*D/backup.manifest*; do"
                        + " sed -i 's,^pg_data/PG_VERSION=,pg_data/../../../evil=,' $f; done");
        twin(
                "old-flipped",
                "rm -r archive/main/15-1/00000002*; f=$(ls backup/main/*F/pg_data/backup_label.gz); " + flip("$f", 40));
        twin("no-info", "rm backup/main/backup.info*");
        Path copy = copy(
                server.resolve("enc"),
                "bundle",
                "f=$(ls -S backup/main/*F/bundle/* | head -n 1); " + flip("$f", 50_000));
        new PhysicalCatalog(home)
                .entry("bundle-flipped", right.replace(server + "/enc", copy.toString()) + ", newest: \"*I\"", "", "");
    }

    private static String increment(Path backups) throws IOException {
        try (Stream<Path> all = Files.list(backups)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith("I"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void twin(String name, String damage) throws Exception {
        Path copy = copy(home.resolve("s/plain"), name, damage);
        new PhysicalCatalog(home).entry(name, "pgbackrest: %s, stanza: main, newest: \"*D\"".formatted(copy), "", "");
    }

    private static Path copy(Path repository, String name, String damage) throws Exception {
        Path copy = home.resolve("twin-" + name);
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "cp -a \"$1\" \"$2\" && cd \"$2\" && " + damage,
                        "sh",
                        repository.toString(),
                        copy.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).as(name).isZero();
        return copy;
    }

    private static String flip(String file, int at) {
        return "printf XYZ | dd of=" + file + " bs=1 seek=" + at + " conv=notrunc status=none";
    }

    /** Looks at every process of pgBackRest while the run goes on. */
    private static void watched() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread watcher = new Thread(() -> {
            while (!over.get()) {
                look();
            }
        });
        watcher.start();
        run = new PhysicalCatalog(home).open();
        run.begin();
        for (String name : List.of("full", "diff", "incr", "moment", "bucket")) {
            run.outcome(name);
        }
        over.set(true);
        watcher.join();
    }

    private static void look() {
        ProcessHandle.current().descendants().forEach(process -> {
            Path folder = Path.of("/proc/" + process.pid());
            try {
                String words = Files.readString(folder.resolve("cmdline"), StandardCharsets.ISO_8859_1);
                if (words.contains("pgbackrest")) {
                    SEEN.add(words + Files.readString(folder.resolve("environ"), StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                return;
            }
        });
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        if (run != null) {
            run.close();
        }
        if (bucket != null) {
            bucket.close();
        }
        assertThat(OwnFolders.left()).isEmpty();
        assertThat(Path.of("/dev/shm").toFile().list()).noneMatch(name -> name.matches("restore-verifier-\\w{8}"));
    }

    @ParameterizedTest
    @CsvSource({"full, F", "diff, D", "incr, I"})
    void eachKindOfBackupComesBackToTheEndOfTheArchive(String name, String letter) throws Exception {
        Outcome outcome = outcome(name);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.artifact().orElseThrow().name()).endsWith(letter);
        assertThat(outcome.checks())
                .filteredOn(check -> check.check().equals("repository"))
                .extracting(CheckResult::subject, CheckResult::found)
                .containsExactly(tuple("pgbackrest verify", "no damage"));
        assertThat(outcome.notes()).contains("recovered from the WAL that came with it, to its end");
        assertThat(outcome.findings()).noneMatch(f -> f.code().name().equals("CHECKSUM_MISSING"));
    }

    /** Two queries prove it from both sides. The newest backup was made later, and cannot lead there. */
    @Test
    void aMomentIsReachedAndNothingLater() throws Exception {
        assertThat(errors(outcome("moment"))).isEmpty();
        assertThat(errors(outcome("newest"))).isEmpty();
        Instant newest = outcome("newest").artifact().orElseThrow().producedAt();
        assertThat(outcome("moment").artifact().orElseThrow().producedAt()).isBefore(newest);
        assertThat(errors(outcome("too-early")))
                .singleElement()
                .asString()
                .matches("ARTIFACT_MISSING no artifact was finished before the target time 2001-01-01T00:00:00Z: the"
                        + " oldest, \\S+F, is of .*");
        assertThat(errors(outcome("beyond")))
                .containsExactly("ARTIFACT_INCOMPLETE the archived WAL ends before the target time");
    }

    @Test
    void nothingIsWrittenToTheRepositories() throws Exception {
        for (String name :
                List.of("full", "diff", "incr", "moment", "beyond", "too-early", "wrong-key", "no-key", "major")) {
            outcome(name);
        }
        Map<String, String> now = tree(home.resolve("s/plain"));
        now.putAll(tree(home.resolve("s/enc")));
        assertThat(now).isEqualTo(untouched);
    }

    @Test
    void secretsAreInNoListOfProcessesAndNoEnvironment() {
        assertThat(SEEN)
                .isNotEmpty()
                .noneMatch(seen -> seen.contains(SECRET) || seen.contains(PgbackrestInBucket.SECRET));
    }

    @Test
    void aRepositoryInABucketComesBackAndNothingInItChanges() throws Exception {
        Outcome outcome = outcome("bucket");

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.artifact().orElseThrow().location()).startsWith("s3://backups/shop/backup/main/");
        assertThat(outcome.checks())
                .filteredOn(check -> check.check().equals("repository"))
                .extracting(CheckResult::subject, CheckResult::found)
                .containsExactly(tuple("pgbackrest verify", "no damage"));
        assertThat(outcome.notes()).contains("recovered from the WAL that came with it, to its end");
        assertThat(bucket.objects()).isEqualTo(untouchedObjects).isNotEmpty();
    }

    @Test
    void whatIsDamagedOrMissingInABucketIsTold() throws Exception {
        assertThat(errors(outcome("bucket-flipped")))
                .anySatisfy(error ->
                        assertThat(error).startsWith("ARTIFACT_CORRUPT pgbackrest cannot give all of backup "));
        assertThat(errors(outcome("bucket-no-wal")))
                .anySatisfy(error -> assertThat(error)
                        .matches("ARTIFACT_INCOMPLETE WAL segment [0-9A-F]{24}, which backup .* needs to be consistent,"
                                + " is not in the archive"));
    }

    @Test
    void aWayToABucketThatIsNotOpenIsNoDamage() throws Exception {
        bucket.untold().forEach((name, error) -> {
            try {
                assertThat(errors(outcome(name))).as(name).containsExactly(error);
                assertThat(outcome(name).verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void whatKeepsUsFromTellingIsNoDamage() throws Exception {
        Path server = home.resolve("s");
        assertThat(errors(outcome("wrong-key")))
                .containsExactly(
                        "WRONG_KEY the passphrase under `source:` does not open " + server + "/enc, says pgbackrest");
        assertThat(errors(outcome("no-key")))
                .containsExactly("WRONG_KEY " + server + "/enc is encrypted, and the entry has no passphrase");
        assertThat(errors(outcome("no-stanza")))
                .containsExactly("SOURCE_UNREACHABLE the repository at " + server
                        + "/plain holds no stanza other; it holds main");
        assertThat(errors(outcome("nowhere")))
                .containsExactly("SOURCE_UNREACHABLE there is no repository of pgbackrest at " + server + "/nowhere");
    }

    @Test
    void anotherMajorIsRefused() throws Exception {
        assertThat(errors(outcome("major")))
                .contains(
                        "VERSION_MISMATCH it is of PostgreSQL 15, and the entry has version 17: a physical backup comes"
                                + " back in its own major alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-file", "no-parent"})
    void aMissingFileOrParentIsIncomplete(String name) throws Exception {
        assertThat(errors(outcome(name)))
                .anySatisfy(error -> assertThat(error)
                        .matches(
                                "ARTIFACT_INCOMPLETE pgbackrest cannot give all of backup \\d{8}-\\d{6}F_\\d{8}-\\d{6}D:"
                                        + " .*unable to open missing file '.*' for read"));
    }

    @Test
    void missingWalIsNamed() throws Exception {
        assertThat(errors(outcome("no-needed-wal")))
                .anySatisfy(error -> assertThat(error)
                        .matches(
                                "ARTIFACT_INCOMPLETE WAL segment [0-9A-F]{24}, which backup .*D needs to be consistent,"
                                        + " is not in the archive"));
        assertThat(errors(outcome("wal-gap")))
                .anySatisfy(error -> assertThat(error)
                        .matches("ARTIFACT_INCOMPLETE WAL segment [0-9A-F]{24} is missing, between .*"));
        assertThat(errors(outcome("no-history")))
                .anySatisfy(error -> assertThat(error)
                        .isEqualTo("ARTIFACT_INCOMPLETE the archive holds segments of timeline 00000002, and no"
                                + " 00000002.history"));
    }

    @Test
    void aFlippedByteIsCorrupt() throws Exception {
        assertThat(errors(outcome("bundle-flipped")))
                .anySatisfy(error ->
                        assertThat(error).startsWith("ARTIFACT_CORRUPT pgbackrest cannot give all of backup "));
        assertThat(errors(outcome("wal-flipped")))
                .anySatisfy(error ->
                        assertThat(error).startsWith("ARTIFACT_CORRUPT pgbackrest cannot give WAL segment 0000000"));
    }

    @Test
    void whatOnlyOldBackupsNeedIsSeenByItsOwnVerify() throws Exception {
        assertThat(errors(outcome("old-flipped")))
                .singleElement()
                .asString()
                .matches("ARTIFACT_CORRUPT the repository is damaged, says pgbackrest verify: backup \\S+F is invalid");
    }

    @Test
    void aRepositoryWithoutItsInformationIsIncomplete() throws Exception {
        assertThat(errors(outcome("no-info")))
                .contains("ARTIFACT_INCOMPLETE stanza main does not say what it holds: missing stanza data");
    }

    /** Refused before pgBackRest restores anything on this machine. */
    @Test
    void aNameThatLeadsOutIsRefused() throws Exception {
        assertThat(errors(outcome("hostile")))
                .anySatisfy(error -> assertThat(error)
                        .matches(
                                "UNSAFE_ENTRY backup \\S+D would restore pg_data/../../../evil, which lies outside of the"
                                        + " server's directories"));
    }

    /** Nothing of the passphrase, and no row, is in the report. */
    private static Outcome outcome(String name) throws InterruptedException {
        Outcome outcome = run.outcome(name);
        assertThat(outcome.toString()).doesNotContain(SECRET, PgbackrestInBucket.SECRET, "pl4nted");
        return outcome;
    }
}
