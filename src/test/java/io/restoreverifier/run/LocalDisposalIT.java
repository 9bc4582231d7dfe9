package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.sandbox.OrdinaryUser;
import io.restoreverifier.sandbox.RunFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of a run with local sandboxes that is ended from outside, in the middle of a check. */
class LocalDisposalIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> AS_ROOT = List.of("env");
    private static final List<String> AS_USER = List.of("runuser", "-u", "rv-selftest", "--");

    private OrdinaryUser user;

    /** A run in a process of its own that does not come to an end. */
    static final class Child {
        public static void main(String[] arguments) throws InterruptedException {
            Properties properties = new Properties();
            properties.setProperty("restore.sandbox", "local");
            properties.setProperty("restore.catalog", arguments[0]);
            properties.setProperty("restore.report", arguments[1]);
            properties.setProperty("restore.history", arguments[1] + "-history");
            RestoreRun run = RestoreRun.open(RunOptions.from(properties));
            run.begin();
            run.outcome("sleeper");
        }
    }

    @BeforeEach
    void make() throws IOException, InterruptedException {
        user = OrdinaryUser.make();
        Path catalog = Files.createDirectory(user.home().resolve("catalog"));
        Files.writeString(catalog.resolve("sleeper.yml"), """
                backup: sleeper
                source: {directory: ../fixtures/backups/customers, newest: "customers-*.dump"}
                restore: {postgresql: {roles: [billing_app, billing_ro]}}
                checks:
                  defaults: off
                  reason: processes of other checks come and go
                  queries: [{name: it sleeps, sql: "select 1 from pg_sleep(300)", expect: 1}]
                """);
    }

    @AfterEach
    void remove() throws IOException {
        if (user != null) {
            user.close();
        }
    }

    @Test
    void interruptingARunLeavesNothing() throws Exception {
        Process child = begin(AS_ROOT);

        child.destroy();

        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        awaitNoProcess();
        assertThat(user.left()).isEmpty();
    }

    @Test
    void killingARunOfRootEndsItsSandboxesWithoutANextRun() throws Exception {
        killed(AS_ROOT);
    }

    @Test
    void killingARunOfAnOrdinaryUserEndsItsSandboxesWithoutANextRun() throws Exception {
        killed(AS_USER);
    }

    private void killed(List<String> becoming) throws Exception {
        Process child = begin(becoming);

        jvm(child).destroyForcibly();

        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        awaitNoProcess();
        Awaitility.await().atMost(SOON).until(() -> sandboxes().isEmpty());
        RunFolder.sweep(user.home().resolve("tmp"));
        if (becoming.equals(AS_ROOT)) {
            assertThat(user.left()).isEmpty();
        }
    }

    @Test
    void theNextRunEndsWhatIsLeftWhenTheGuardIsKilledTooAndSparesALiveRun() throws Exception {
        Process live = begin(AS_ROOT);
        List<Long> spared = processes();
        Process child = begin(AS_ROOT);
        guards().stream().filter(g -> child.descendants().anyMatch(g::equals)).forEach(ProcessHandle::destroyForcibly);

        child.destroyForcibly();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        RunFolder.sweep(user.home().resolve("tmp"));

        assertThat(processes()).containsExactlyInAnyOrderElementsOf(spared);
        assertThat(user.left()).hasSize(1);
        live.destroy();
        assertThat(live.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Begins one and waits until its server sleeps in the check, and nothing else of it comes or goes. */
    private Process begin(List<String> becoming) throws Exception {
        Set<Long> before = selecting();
        AtomicReference<List<Long>> last = new AtomicReference<>(List.of());
        Process child = user.java(
                becoming,
                List.of(),
                Child.class,
                "catalog",
                user.out().resolve("report").toString());
        Awaitility.await("a server that sleeps; the run said: " + user.output())
                .atMost(SOON.multipliedBy(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    Set<Long> asleep = selecting();
                    asleep.removeAll(before);
                    List<Long> now = processes();
                    return now.equals(last.getAndSet(now)) && !asleep.isEmpty();
                });
        return child;
    }

    /** runuser stays as the parent of what it runs. */
    private static ProcessHandle jvm(Process child) {
        return child.children()
                .filter(c -> c.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElse(child.toHandle());
    }

    private Set<Long> selecting() throws IOException {
        return processes().stream()
                .filter(p -> read(p, "cmdline").contains("SELECT"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void awaitNoProcess() {
        Awaitility.await("processes of the sandbox")
                .atMost(SOON)
                .until(() -> processes().isEmpty());
    }

    /** Whatever stands for the sandboxes of this test's folder: begun for one, or a server's own. */
    private List<Long> processes() throws IOException {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (read(pid, "environ").contains("RESTORE_VERIFIER_SANDBOX=" + user.home())
                        || read(pid, "comm").strip().equals("postgres") && isOurs(pid)) {
                    found.add(pid);
                }
            }
        }
        return found;
    }

    /** A server's own process, by what it is a descendant of. */
    private boolean isOurs(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(ProcessHandle::parent)
                .filter(parent -> read(parent.pid(), "environ")
                                .contains(user.home().toString())
                        || read(parent.pid(), "cmdline").contains(user.home().toString())
                        || isOurs(parent.pid()))
                .isPresent();
    }

    private List<ProcessHandle> guards() {
        return ProcessHandle.allProcesses()
                .filter(p -> read(p.pid(), "cmdline").contains("guard.sh\0" + user.home()))
                .toList();
    }

    private List<Path> sandboxes() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path run : user.left()) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(run, "l-*")) {
                folders.forEach(found::add);
            }
        }
        return found;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(pid), file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
