package io.restoreverifier.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script for cron, systemd and Kubernetes, with a program that stands in for Maven and one for sendmail. */
class NightlyIT {
    private static final Path SCRIPT = Path.of("docs/schedules/nightly");

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void layOut() throws IOException {
        Path script = home.resolve("checkout").resolve(SCRIPT);
        Files.createDirectories(script.getParent());
        Files.copy(SCRIPT, script, StandardCopyOption.COPY_ATTRIBUTES);
        program("sendmail", "cat > \"$SENT\"");
        environment.put("SENT", home.resolve("sent").toString());
        environment.put("RESTORE_KEEP", home.resolve("kept").toString());
        environment.put("RESTORE_DIGEST_TO", "operations@example.org");
    }

    @Test
    void aGoodNightIsKeptAndMailed() throws Exception {
        maven("mkdir -p target/restore-report && echo '3 passed' > target/restore-report/digest.txt; echo \"$@\"");
        environment.put("RESTORE_OPTIONS", "-Drestore.catalog=/etc/catalog -DskipUnitTests");

        assertThat(run()).isZero();
        assertThat(home.resolve("sent"))
                .content()
                .startsWith("To: operations@example.org\nSubject: restore tests: 3 passed\n")
                .contains("\n\n3 passed\n", "status 0; report and console: " + home.resolve("kept/reports/"));
        assertThat(night().resolve("digest.txt")).exists();
        assertThat(night().resolve("console.log"))
                .hasContent("-B -Dmaven.repo.local=" + home.resolve("kept/maven") + " -Drestore.history="
                        + home.resolve("kept/history") + " -Drestore.catalog=/etc/catalog -DskipUnitTests verify");
    }

    @Test
    void aBadNightEndsWithMavensStatusAndIsMailedJustSo() throws Exception {
        maven("mkdir -p target/restore-report && echo '1 failed' > target/restore-report/digest.txt; exit 1");

        assertThat(run()).isEqualTo(1);
        assertThat(home.resolve("sent")).content().contains("Subject: restore tests: 1 failed\n", "status 1;");
    }

    @Test
    void yesterdaysReportNeverPassesForTodays() throws Exception {
        Path old = Files.createDirectories(home.resolve("checkout/target/restore-report"));
        Files.writeString(old.resolve("digest.txt"), "3 passed\n");
        maven("echo cannot compile; exit 1");

        assertThat(run()).isEqualTo(1);
        assertThat(home.resolve("sent"))
                .content()
                .contains("Subject: restore tests: nothing was verified\n", "cannot compile")
                .doesNotContain("3 passed");
    }

    @Test
    void aNightThatTakesTooLongIsEndedAndTold() throws Exception {
        maven("echo begun; exec sleep 60");
        environment.put("RESTORE_LIMIT", "1s");

        assertThat(run()).isEqualTo(124);
        assertThat(home.resolve("sent")).content().contains("nothing was verified", "begun", "status 124;");
    }

    @Test
    void whoIsEndedFromOutsideEndsMavenAndTells() throws Exception {
        maven(
                "echo $$ > \"$SENT.pid\"; trap 'echo disposed > \"$SENT.disposed\"; exit 143' TERM; while :; do sleep 0.1; done");
        Process night = start();
        while (!Files.exists(Path.of(home.resolve("sent") + ".pid"))) {
            Thread.sleep(20);
        }
        Thread.sleep(300);

        night.destroy();

        assertThat(night.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(night.exitValue()).isEqualTo(143);
        assertThat(home.resolve("sent.disposed")).exists();
        assertThat(home.resolve("sent")).content().contains("nothing was verified", "status 143;");
    }

    @Test
    void noTwoRunAtOnce() throws Exception {
        maven("touch \"$SENT.begun\"; while [ ! -e \"$SENT.go\" ]; do sleep 0.1; done");
        Process first = start();
        while (!Files.exists(Path.of(home.resolve("sent") + ".begun"))) {
            Thread.sleep(20);
        }

        assertThat(run()).isEqualTo(75);
        assertThat(home.resolve("output")).content().contains("an earlier night still runs");

        Files.createFile(Path.of(home.resolve("sent") + ".go"));
        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isZero();
    }

    @Test
    void aMailThatCannotBeSentIsRedAndTheDigestIsPrinted() throws Exception {
        maven("mkdir -p target/restore-report && echo '3 passed' > target/restore-report/digest.txt");
        program("sendmail", "exit 1");

        assertThat(run()).isEqualTo(1);
        assertThat(home.resolve("output"))
                .content()
                .contains("3 passed", "the digest could not be mailed to operations@example.org");
    }

    @Test
    void shellcheckHasNothingToSay() throws Exception {
        Process process = new ProcessBuilder("shellcheck", SCRIPT.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes())).isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void systemdHasNothingToSay() throws Exception {
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify"));
        for (String unit : List.of("restore-verifier.service", "restore-verifier.timer")) {
            String here = Files.readString(Path.of("docs/schedules", unit))
                    .replace(
                            "/srv/restore-verifier",
                            Path.of("").toAbsolutePath().toString());
            command.add(Files.writeString(home.resolve(unit), here).toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes())).doesNotContain("restore-verifier.");
        assertThat(process.waitFor()).isZero();
    }

    private int run() throws Exception {
        Process night = start();
        assertThat(night.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return night.exitValue();
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("checkout").resolve(SCRIPT).toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile());
        builder.environment().putAll(environment);
        builder.environment().remove("CI");
        builder.environment().merge("PATH", home.resolve("bin").toString(), (path, own) -> own + ":" + path);
        return builder.start();
    }

    private Path night() throws IOException {
        try (Stream<Path> nights = Files.list(home.resolve("kept/reports"))) {
            return nights.findFirst().orElseThrow();
        }
    }

    private void maven(String does) throws IOException {
        program("mvn", does);
    }

    private void program(String name, String does) throws IOException {
        Path file = home.resolve("bin").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + does + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
