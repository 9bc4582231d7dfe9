package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.folder.OwnFolders;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.outlet.Sections;
import io.restoreverifier.remote.BorgStore;
import io.restoreverifier.remote.ResticStore;
import io.restoreverifier.remote.SnapshotStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories that the real restic and borg have made, as entries of the catalog, and broken twins of them. */
class SnapshotsIT {
    private static final String SECRET = "correct horse battery";
    private static final String MAKE = """
            set -e
            export HOME=$PWD/home BORG_BASE_DIR=$PWD/home RESTIC_PASSWORD_FILE=$PWD/right.pass TZ=UTC
            export BORG_PASSPHRASE="$(cat right.pass)"
            mkdir home data data/src
            r() { restic --quiet --no-cache --repo restic "$@"; }
            r init
            borg init --encryption repokey borg
            save() { # host, day, hour
                r backup --host "$1" --tag nightly --time "2026-11-$2 $3:00:00" $PWD/data
                BORG_HOST_ID=$1 borg create --timestamp "2026-11-$2T$3:00:00" "borg::$1-$2" data
            }
            echo 'class Main {}' >data/src/Main.java
            cp "$1" data/customers.dump
            noise() { head -c 300000 /dev/urandom >data/noise; }
            save web-2 10 03
            ls restic/data/*/* >restic-shared
            find borg/data -type f >borg-shared
            noise
            for day in 11 12; do save web-2 $day 03; done
            ls restic/data/*/* >restic-first
            find borg/data -type f >borg-first
            for day in 18 19; do noise; save web-1 $day 02; done
            ls restic/data/*/* >restic-before
            find borg/data -type f >borg-before
            noise
            save web-1 20 02
            """;

    /** The largest pack or segment that came with the newest snapshot, or that only the first host's need. */
    private static final String LARGEST = """
            set -e
            case $1 in restic) files='restic/data/*/*';; borg) files='borg/data/*/*';; esac
            ls -S $files | while read -r file; do
                age=neither
                if grep --quiet --line-regexp "$file" $1-first; then age=old; fi
                if grep --quiet --line-regexp "$file" $1-shared; then age=shared; fi
                if ! grep --quiet --line-regexp "$file" $1-before; then age=new; fi
                if [ $age = "$2" ]; then echo "$file"; break; fi
            done
            """;

    @TempDir
    static Path home;

    private static RestoreRun run;
    private static Map<String, String> untouched;

    @BeforeAll
    static void saveAndRun() throws IOException, InterruptedException {
        Files.writeString(home.resolve("right.pass"), SECRET);
        Files.writeString(home.resolve("wrong.pass"), "wrong horse");
        Path dump = Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump")
                .toAbsolutePath();
        shell(MAKE, dump.toString());
        untouched = tree(home.resolve("restic"));
        untouched.putAll(tree(home.resolve("borg")));
        for (String tool : List.of("restic", "borg")) {
            entries(tool, tool.equals("restic") ? home + "/data" : "data");
        }
        String files = "files: {}";
        String all = "contains: [\"**\"]";
        entry("no-host", source("restic", "right", "host: web-3"), files, all);
        String stopped = "host: web-2, path: %s, tags: nightly".formatted(home.resolve("data"));
        entry("stopped-restic", source("restic", "right", stopped), files, all);
        entry("stopped-borg", source("borg", "right", "newest: \"web-2-*\""), files, all);
        entry("hosts", source("restic", "right", "hosts: [web-1, web-2, web-3]"), files, all);
        run = open();
        run.begin();
    }

    private static void entries(String tool, String top) throws IOException, InterruptedException {
        String files = "files: {}";
        String all = "contains: [\"**\"]";
        String main = "contains: [\"**/src/Main.java\"]";
        entry("whole-" + tool, source(tool, "right"), files, main);
        entry("wrong-" + tool, source(tool, "wrong"), files, all);
        entry("nowhere-" + tool, "{%s: %s, password: x}".formatted(tool, home.resolve("nowhere")), files, all);
        String flip = "printf XYZ | dd of=\"$file\" bs=1 seek=1000 conv=notrunc status=none";
        entry("flipped-" + tool, twin(tool, "new", flip), files, all);
        entry("old-gone-" + tool, twin(tool, "old", "rm \"$file\""), files, main);
        entry("part-" + tool, source(tool, "right", "part: %s/src".formatted(top)), files, main);
        entry("no-part-" + tool, source(tool, "right", "part: %s/nothing".formatted(top)), files, all);
        entry(
                "dump-" + tool,
                source(tool, "right", "part: %s/customers.dump".formatted(top)),
                "postgresql: {roles: [billing_app, billing_ro]}",
                "tables: [customers, invoices]");
    }

    @AfterAll
    static void nothingIsLeftOfWhatBorgWrote() throws IOException {
        if (run != null) {
            run.close();
        }
        assertThat(OwnFolders.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"restic, restic check --read-data-subset=5%", "borg, borg check"})
    void theNewestSnapshotComesBackAndNothingIsWrittenToItsRepository(String tool, String check) throws Exception {
        Outcome outcome = outcome("whole-" + tool);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.artifact().orElseThrow().producedAt()).isEqualTo("2026-11-20T02:00:00Z");
        assertThat(outcome.artifact().orElseThrow().bytes()).isGreaterThan(300_000);
        assertThat(outcome.checks())
                .filteredOn(c -> c.check().equals("repository"))
                .extracting(CheckResult::subject, CheckResult::found)
                .containsExactly(tuple(check, "no damage"));
        assertThat(outcome.findings()).noneMatch(f -> f.code().name().equals("CHECKSUM_MISSING"));
        Map<String, String> before = new TreeMap<>(untouched);
        before.keySet().removeIf(name -> !name.startsWith(home.resolve(tool).toString()));
        assertThat(tree(home.resolve(tool))).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"restic", "borg"})
    void aWrongPasswordIsNotKnowing(String tool) throws Exception {
        Outcome outcome = outcome("wrong-" + tool);

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(outcome))
                .containsExactly("WRONG_KEY the password under `source:` does not open " + home.resolve(tool)
                        + ", says " + tool);
    }

    @ParameterizedTest
    @ValueSource(strings = {"restic", "borg"})
    void aRepositoryThatIsNotThereIsNotKnowing(String tool) throws Exception {
        Path nowhere = home.resolve("nowhere");
        Outcome outcome = outcome("nowhere-" + tool);

        assertThat(errors(outcome))
                .containsExactly("SOURCE_UNREACHABLE there is no repository of " + tool + " at " + nowhere);
    }

    @Test
    void aHostWithoutASnapshotIsMissing() throws Exception {
        Outcome outcome = outcome("no-host");

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(errors(outcome)).containsExactly("ARTIFACT_MISSING there is no artifact");
        assertThat(outcome.findings())
                .extracting(Finding::message)
                .contains("none of 6 snapshots in " + home.resolve("restic")
                        + " is of this entry; they are of web-1, web-2");
    }

    @Test
    void theNewestOfAHostWhoseSnapshotsStoppedIsStale() throws Exception {
        Outcome outcome = outcome("stopped-restic");

        assertThat(errors(outcome))
                .singleElement()
                .asString()
                .matches("ARTIFACT_STALE the newest artifact," + " [0-9a-f]{8}, is 8d 3h old, expected at most 1d 2h");
    }

    /** borg notes the machine's own name; its archives are told apart by theirs. */
    @Test
    void theNewestArchiveOfANameIsStale() throws Exception {
        Outcome outcome = outcome("stopped-borg");

        assertThat(errors(outcome))
                .containsExactly("ARTIFACT_STALE the newest artifact, web-2-12, is 8d 3h old, expected at most 1d 2h");
    }

    @Test
    void aHostThatFellSilentBesideOthersIsTold() throws Exception {
        String message = "the newest snapshot of host web-2 is 8d 3h old, its snapshots came every 1d";
        Outcome unasked = outcome("whole-restic");
        assertThat(unasked.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(unasked.findings()).extracting(Finding::message).contains(message);

        Outcome asked = outcome("hosts");
        assertThat(errors(asked))
                .contains("ARTIFACT_STALE " + message, "ARTIFACT_MISSING there is no snapshot of host web-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restic", "borg"})
    void aFlippedByteInWhatTheNewestNeedsIsCorrupt(String tool) throws Exception {

        assertThat(errors(outcome("flipped-" + tool)))
                .anySatisfy(error -> assertThat(error)
                        .matches("ARTIFACT_CORRUPT (restic cannot give all of snapshot [0-9a-f]{8}: .*verification"
                                + " failed|borg cannot give all of archive web-1-20: Data integrity error: .*)"));
    }

    @ParameterizedTest
    @CsvSource({"restic, restic check --read-data-subset=5%", "borg, borg check"})
    void whatOnlyOldSnapshotsNeedAndIsGoneIsSeenByTheToolsOwnCheck(String tool, String check) throws Exception {
        Outcome outcome = outcome("old-gone-" + tool);

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(errors(outcome))
                .anySatisfy(error -> assertThat(error)
                        .startsWith("ARTIFACT_CORRUPT the repository is damaged, says " + check + ": "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"restic", "borg"})
    void aPartComesBackAlone(String tool) throws Exception {
        String top = tool.equals("restic") ? home + "/data" : "data";
        Outcome folder = outcome("part-" + tool);
        assertThat(errors(folder)).isEmpty();
        assertThat(folder.artifact().orElseThrow().bytes()).isLessThan(100_000);

        Outcome none = outcome("no-part-" + tool);
        assertThat(errors(none))
                .singleElement()
                .asString()
                .matches("FILE_MISSING (snapshot [0-9a-f]{8}|archive web-1-20) holds no " + top + "/nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restic", "borg"})
    void aDumpInASnapshotComesBackAsADatabase(String tool) throws Exception {
        Outcome outcome = outcome("dump-" + tool);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.artifact().orElseThrow().bytes()).isEqualTo(Files.size(home.resolve("data/customers.dump")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"restic", "borg"})
    void thePasswordIsInNoListOfProcessesAndNoEnvironment(String tool) throws Exception {
        Settings settings = Sections.settings(
                home, "%s: %s\npassword: %s".formatted(tool, home.resolve(tool), SECRET), new Problems());
        SnapshotStore store = tool.equals("restic") ? ResticStore.read(settings) : BorgStore.read(settings);
        String id = store.snapshots().get(0).id();
        try (InputStream stream = store.open(id, Optional.empty())) {
            assertThat(stream.read()).isNotNegative();
            List<Path> processes = processesOf(id);
            assertThat(processes).isNotEmpty();
            for (Path process : processes) {
                for (String seen : List.of("cmdline", "environ")) {
                    assertThat(Files.readString(process.resolve(seen), StandardCharsets.ISO_8859_1))
                            .doesNotContain(SECRET);
                }
            }
        }
        assertThat(processesOf(id)).isEmpty();
    }

    /** Other entries of the run have processes of their own. */
    private static List<Path> processesOf(String id) {
        return ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().commandLine().orElse("").contains(id))
                .map(p -> Path.of("/proc", String.valueOf(p.pid())))
                .toList();
    }

    private static String source(String tool, String password, String... more) {
        return sourceOf(tool, home.resolve(tool), password, more);
    }

    private static String sourceOf(String tool, Path repository, String password, String... more) {
        return "{%s: %s, password: \"${file:%s.pass}\"%s}"
                .formatted(tool, repository, home.resolve(password), more.length == 0 ? "" : ", " + more[0]);
    }

    /** A copy that is broken in one respect. */
    private static String twin(String tool, String age, String damage) throws IOException, InterruptedException {
        String file = shell(LARGEST, tool, age).strip();
        assertThat(file).startsWith(tool + "/data/");
        Path folder = Files.createTempDirectory(home, "twin");
        shell("cp -a \"$1\" \"$2\"; chmod -R u+w \"$2\"; file=$2/$3; " + damage, tool, folder.toString(), file);
        return sourceOf(
                tool, folder.resolve(tool), "right", tool.equals("restic") ? "host: web-1" : "newest: \"web-1-*\"");
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + " " + f.message())
                .toList();
    }

    /** Every name with size and times, also of what a lock would have changed and left. */
    private static Map<String, String> tree(Path folder) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                tree.put(path.toString(), Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,mode") + "");
            }
        }
        return tree;
    }

    private static String shell(String script, String... arguments) throws IOException, InterruptedException {
        Path log = home.resolve("log");
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(log.toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        return said;
    }

    private static void entry(String name, String source, String restore, String checks) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("catalog")).resolve(name + ".yml"), """
                backup: %s
                source: %s
                objectives: {rpo: 26h, rto: 10m}
                restore: {%s}
                checks: {%s}
                """.formatted(
                        name, source, restore, checks));
    }

    private static RestoreRun open() {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", home.resolve("catalog").toString());
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.now", "2026-11-20T06:00:00Z");
        properties.setProperty("restore.sandbox", "local");
        for (String name : List.of("restore.allure", "restore.postgresql")) {
            properties.setProperty(name, System.getProperty(name, ""));
        }
        return RestoreRun.open(RunOptions.from(properties));
    }

    /** Nothing of the password is in the report. */
    private static Outcome outcome(String name) throws InterruptedException {
        Outcome outcome = run.outcome(name);
        assertThat(outcome.toString()).doesNotContain(SECRET);
        return outcome;
    }
}
