package io.restoreverifier.jenkins;

import static io.restoreverifier.jenkins.JenkinsfileIT.calls;
import static io.restoreverifier.jenkins.JenkinsfileIT.only;
import static io.restoreverifier.jenkins.JenkinsfileIT.said;
import static io.restoreverifier.jenkins.JenkinsfileIT.steps;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.jenkins.Build.Failed;
import io.restoreverifier.jenkins.Build.Interrupted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Jenkinsfile for several machines does in each outcome. */
class ShardsJenkinsfileIT {
    private static final Path JENKINSFILE = Path.of("docs/schedules/Jenkinsfile.shards");

    @TempDir
    Path home;

    private final List<String> merged = new ArrayList<>();

    @Test
    void itIsADeclarativePipeline() throws IOException {
        assertThat(DeclarativeGrammar.mistakes(JENKINSFILE, Files.readString(JENKINSFILE)))
                .isEmpty();
    }

    @Test
    void itEndsAsTheOtherOneDoes() throws IOException {
        String shards = Files.readString(JENKINSFILE);
        String whole = Files.readString(Path.of("Jenkinsfile"));

        assertThat(shards).endsWith(whole.substring(whole.indexOf("/** Prints and mails")));
    }

    @Test
    void eachMachineTakesItsShareAndOneReportIsMadeOfAll() throws IOException {
        Build build = pipeline().run(this::shell);

        assertThat(build.current.getResult()).isEqualTo("SUCCESS");
        assertThat(merged).containsExactly("1/3", "2/3", "3/3");
        assertThat(calls(build, "stash")).hasSize(3);
        assertThat(steps(build)).containsSubsequence("stash", "unstash", "archiveArtifacts", "junit", "allure", "mail");
        assertThat(only(build, "mail").text("subject")).isEqualTo("restore #7 SUCCESS: 3 shards");
    }

    @Test
    void aShardThatFailsIsMergedJustSo() throws IOException {
        Build build = pipeline().run((script, workspace, environment) -> {
            shell(script, workspace, environment);
            if (script.contains(" verify") && environment.get("SHARD").equals("2/3")) {
                throw new Failed("script returned exit code 1");
            }
        });

        assertThat(build.current.getResult()).isEqualTo("FAILURE");
        assertThat(merged).containsExactly("1/3", "2/3", "3/3");
        assertThat(only(build, "mail").text("subject")).isEqualTo("restore #7 FAILURE: 3 shards");
    }

    @Test
    void anAgentThatIsLostLeavesTheOthersTheirAnswersAndMakesTheBuildRed() throws IOException {
        Build build = pipeline().run((script, workspace, environment) -> {
            if ("2/3".equals(environment.get("SHARD"))) {
                throw new Failed("Agent was disconnected");
            }
            shell(script, workspace, environment);
        });

        assertThat(build.current.getResult()).isEqualTo("FAILURE");
        assertThat(merged).containsExactly("1/3", "3/3");
        assertThat(steps(build)).contains("archiveArtifacts", "junit", "allure", "mail");
        assertThat(only(build, "mail").text("subject")).isEqualTo("restore #7 FAILURE: 2 shards");
    }

    @Test
    void anAgentThatNeverComesStashesNothingAndIsMissing() throws IOException {
        int[] nodes = {0};
        Build build = pipeline()
                .failing(call -> call.step().equals("node") && ++nodes[0] == 2)
                .run(this::shell);

        assertThat(build.current.getResult()).isEqualTo("FAILURE");
        assertThat(merged).containsExactly("1/3", "3/3");
        assertThat(said(build)).contains("report of shard 2: ", "No such saved stash 'shard-2'");
    }

    @Test
    void aTimeOutOfOneShardIsThatShardsMatter() throws IOException {
        Build build = pipeline().run((script, workspace, environment) -> {
            if ("1/3".equals(environment.get("SHARD"))) {
                throw new Interrupted();
            }
            shell(script, workspace, environment);
        });

        assertThat(build.current.getResult()).isEqualTo("ABORTED");
        assertThat(merged).containsExactly("2/3", "3/3");
        assertThat(steps(build)).contains("archiveArtifacts", "mail");
    }

    @Test
    void aReporterThatNeverComesIsToldOf() throws IOException {
        Build build = pipeline()
                .with("REPORTER", "reporter")
                .failing(call -> call.step().equals("node")
                        && call.unnamed().get(0).toString().equals("reporter"))
                .run(this::shell);

        assertThat(build.current.getResult()).isEqualTo("FAILURE");
        assertThat(only(build, "mail").text("subject")).isEqualTo("restore #7 FAILURE: nothing was verified");
    }

    @Test
    void aMergeThatBreaksIsToldOf() throws IOException {
        Build build = pipeline().run((script, workspace, environment) -> {
            if (script.contains("package")) {
                throw new Failed("script returned exit code 1");
            }
            shell(script, workspace, environment);
        });

        assertThat(build.current.getResult()).isEqualTo("FAILURE");
        assertThat(only(build, "mail").text("subject")).isEqualTo("restore #7 FAILURE: nothing was verified");
    }

    private Pipeline pipeline() {
        return new Pipeline(JENKINSFILE, home).with("SHARDS", "3");
    }

    /** Writes what Maven and the merge would, and fails as they do when a shard is missing. */
    private void shell(String script, Path workspace, Map<String, String> environment) throws IOException {
        Path report = workspace.resolve("target/restore-report");
        if (script.contains(" verify")) {
            Files.createDirectories(report);
            Files.writeString(report.resolve("report.json"), environment.get("SHARD"));
        } else if (script.contains(" merge ")) {
            for (int i = 1; i <= 3; i++) {
                Path shard = workspace.resolve("shards/" + i + "/target/restore-report/report.json");
                if (Files.exists(shard)) {
                    merged.add(Files.readString(shard));
                }
            }
            Files.createDirectories(report);
            Files.writeString(report.resolve("report.json"), "{}");
            Files.writeString(report.resolve("digest.txt"), merged.size() + " shards\n");
            if (merged.size() < 3) {
                throw new Failed("script returned exit code 2");
            }
        }
    }
}
