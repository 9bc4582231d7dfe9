package io.restoreverifier.jenkins;

import static io.restoreverifier.jenkins.JenkinsfileIT.only;
import static io.restoreverifier.jenkins.JenkinsfileIT.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.jenkins.Build.Failed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Jenkinsfile with a real shell and a real Maven, in a workspace with a catalog of one code base. */
class RealJenkinsfileIT {
    private static final Path REPOSITORY =
            Path.of(System.getProperty("maven.repository", "maven.repository-is-not-set"));

    @TempDir
    Path home;

    private final StringBuilder console = new StringBuilder();

    /** Maven's repository is the one that this build uses, so that nothing is fetched anew. */
    @BeforeEach
    void keepMavensRepository() throws IOException {
        Files.createDirectories(home.resolve("kept"));
        Files.createSymbolicLink(home.resolve("kept/maven-0"), REPOSITORY);
        Files.createDirectories(home.resolve("workspace-1"));
    }

    @Test
    void aGoodBackupIsRestoredArchivedAndTold() throws IOException {
        workspace("now: 2026-11-21T06:00:00Z\n");

        Build build = pipeline().run(this::shell);

        assertThat(build.current.getResult()).as(console.toString()).isEqualTo("SUCCESS");
        assertThat(only(build, "mail").text("subject"))
                .isEqualTo("restore #7 SUCCESS: 1 passed, 0 failed, 0 could not be verified, 0 missing");
        assertThat(only(build, "mail").text("body"))
                .contains("PASSED            clientarea-code", "https://ci.example.org/job/restore/7/\n");
        Path report = home.resolve("workspace-1/target/restore-report");
        assertThat(report.resolve("allure/index.html")).exists();
        assertThat(report.resolve("allure-results/executor.json")).content().contains("\"buildOrder\" : 7");
        assertThat(home.resolve("kept/history/restore/allure/history/history-trend.json"))
                .content()
                .contains("https://ci.example.org/job/restore/7/allure/");
    }

    @Test
    void aStaleBackupIsRedArchivedAndTold() throws IOException {
        usedWorkspace("now: 2026-12-24T06:00:00Z\n");

        Build build = pipeline().run(this::shell);

        assertThat(build.current.getResult()).as(console.toString()).isEqualTo("FAILURE");
        assertThat(steps(build)).contains("archiveArtifacts", "junit", "allure", "mail");
        assertThat(only(build, "mail").text("subject"))
                .isEqualTo("restore #7 FAILURE: 0 passed, 1 failed, 0 could not be verified, 0 missing");
        assertThat(only(build, "mail").text("body")).contains("ARTIFACT_STALE: ");
    }

    @Test
    void twoMachinesMakeOneReportWithATrend() throws IOException {
        Build build = shards("2").run(new Machines("clientarea-code", "website-code"));

        assertThat(build.current.getResult()).as(console.toString()).isEqualTo("SUCCESS");
        assertThat(only(build, "mail").text("subject"))
                .isEqualTo("restore #7 SUCCESS: 2 passed, 0 failed, 0 could not be verified, 0 missing");
        assertThat(only(build, "mail").text("body")).contains("clientarea-code", "website-code");
        assertThat(home.resolve("workspace-3/target/restore-report/allure/index.html"))
                .exists();
        assertThat(home.resolve("kept/history/restore/allure/history/history-trend.json"))
                .content()
                .contains("\"total\":2", "https://ci.example.org/job/restore/7/allure/");
    }

    @Test
    void aMachineThatHasNoReportMakesTheMergedOneRed() throws IOException {
        // More machines than backups: the second gets nothing to do, which is an error of its own.
        Build build = shards("2").run(new Machines("clientarea-code").used());

        assertThat(build.current.getResult()).as(console.toString()).isEqualTo("FAILURE");
        assertThat(only(build, "mail").text("subject"))
                .isEqualTo("restore #7 FAILURE: 1 passed, 0 failed, 0 could not be verified, 1 missing");
        assertThat(only(build, "mail").text("body")).contains("SHARD_MISSING: shard 2/2 gave no report");
    }

    private Pipeline shards(String shards) {
        return new Pipeline(Path.of("docs/schedules/Jenkinsfile.shards"), home).with("SHARDS", shards);
    }

    /** Each with a workspace of its own, into which it checks out a catalog of these entries. */
    private final class Machines implements Build.Shell {
        private final List<String> entries;
        private boolean used;

        Machines(String... entries) {
            this.entries = List.of(entries);
        }

        /** Those whose workspaces need no compiling. */
        Machines used() {
            used = true;
            return this;
        }

        @Override
        public void run(String script, Path workspace, Map<String, String> environment) throws IOException {
            shell(script, workspace, environment);
        }

        @Override
        public void checkout(Path workspace) throws IOException {
            workspace(workspace, "now: 2026-11-21T06:00:00Z\n");
            if (used) {
                RealJenkinsfileIT.used(workspace);
            }
            Path first = workspace.resolve("restore-tests/clientarea-code.yml");
            for (String entry : entries) {
                Files.writeString(
                        first.resolveSibling(entry + ".yml"),
                        Files.readString(first).replace("backup: clientarea-code", "backup: " + entry));
            }
        }
    }

    @Test
    void aCatalogThatCannotBeReadLeavesNoReportAndSaysSo() throws IOException {
        usedWorkspace("noww: 2026-11-21T06:00:00Z\n");

        Build build = pipeline().run(this::shell);

        assertThat(build.current.getResult()).isEqualTo("FAILURE");
        assertThat(only(build, "mail").text("subject")).isEqualTo("restore #7 FAILURE: nothing was verified");
        assertThat(console.toString()).contains("noww: unknown key");
    }

    private Pipeline pipeline() {
        return new Pipeline(Path.of("Jenkinsfile"), home);
    }

    /** What `checkout` would leave, without the tests of the software itself. */
    private void workspace(String common) throws IOException {
        workspace(home.resolve("workspace-1"), common);
    }

    /** The same without compiling, which others prove: with the classes of this build. */
    private void usedWorkspace(String common) throws IOException {
        workspace(common);
        used(home.resolve("workspace-1"));
    }

    private static void used(Path workspace) throws IOException {
        copy(Path.of("target/classes"), workspace.resolve("target/classes"));
        Files.writeString(
                workspace.resolve(".mvn/maven.config"), "-Dmaven.main.skip=true\n", StandardOpenOption.APPEND);
    }

    private static void workspace(Path workspace, String common) throws IOException {
        for (String part : List.of(
                "pom.xml",
                ".mvn",
                "src/main",
                "src/test/java/io/restoreverifier/CatalogRestoreTest.java",
                "fixtures/backups/code",
                "restore-tests/clientarea-code.yml")) {
            copy(Path.of(part), workspace.resolve(part));
        }
        Files.writeString(workspace.resolve("restore-tests/catalog.yml"), common);
        // Older Mavens read no MAVEN_ARGS.
        Files.writeString(workspace.resolve(".mvn/maven.config"), "-o\n");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            walk.forEach(each -> {
                try {
                    Path target = to.resolve(from.relativize(each).toString()).normalize();
                    Files.createDirectories(Files.isDirectory(each) ? target : target.getParent());
                    if (Files.isRegularFile(each)) {
                        Files.copy(each, target);
                        Files.setLastModifiedTime(target, Files.getLastModifiedTime(each));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** As Jenkins' durable task does: `sh -xe`, in the workspace, with the variables of the build. */
    private void shell(String script, Path workspace, Map<String, String> environment) throws IOException {
        Path log = home.resolve("console.txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-xec", script)
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.putAll(Map.of(
                "RESTORE_KEEP", home.resolve("kept").toString(),
                "EXECUTOR_NUMBER", "0",
                "JOB_NAME", "restore",
                "BUILD_NUMBER", "7",
                "BUILD_URL", "https://ci.example.org/job/restore/7/",
                "TESTCONTAINERS_RYUK_DISABLED", "true"));
        builder.environment().putAll(variables);
        builder.environment().keySet().removeAll(List.of("GITHUB_ACTIONS", "GITLAB_CI"));
        Process process = builder.start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new Failed("it did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Build.Interrupted();
        } finally {
            console.append(Files.readString(log));
        }
        if (process.exitValue() != 0) {
            throw new Failed("script returned exit code " + process.exitValue());
        }
    }
}
