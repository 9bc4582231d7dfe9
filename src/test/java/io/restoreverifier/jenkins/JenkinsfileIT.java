package io.restoreverifier.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.jenkins.Build.Call;
import io.restoreverifier.jenkins.Build.Failed;
import io.restoreverifier.jenkins.Build.Interrupted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Jenkinsfile does in each outcome. */
class JenkinsfileIT {
    private static final Path JENKINSFILE = Path.of("Jenkinsfile");
    private static final String DIGEST = "2 passed, 1 failed, 0 could not be verified, 0 missing\n\nFAILED  shop\n";

    @TempDir
    Path home;

    @Test
    void itIsADeclarativePipeline() throws IOException {
        assertThat(DeclarativeGrammar.mistakes(JENKINSFILE, Files.readString(JENKINSFILE)))
                .isEmpty();
    }

    @Test
    void aGoodNightIsArchivedPublishedAndTold() throws IOException {
        Build build = pipeline().run(this::passes);

        assertThat(build.current.getResult()).isEqualTo("SUCCESS");
        assertThat(steps(build)).containsSubsequence("sh", "sh", "archiveArtifacts", "junit", "allure", "echo", "mail");
        assertThat(only(build, "archiveArtifacts").text("artifacts")).isEqualTo("target/restore-report/**");
        assertThat(only(build, "mail").text("to")).isEqualTo("operations@example.org");
        assertThat(only(build, "mail").text("subject"))
                .isEqualTo("restore #7 SUCCESS: 2 passed, 1 failed, 0 could not be verified, 0 missing");
        assertThat(only(build, "mail").text("body"))
                .startsWith(DIGEST)
                .contains("https://ci.example.org/job/restore/7/console");
        assertThat(only(build, "echo").text("message")).contains(DIGEST);
        assertThat(build.current.description).startsWith("2 passed");
    }

    @Test
    void itRunsOnTheMachineThatTheParameterNames() throws IOException {
        Build build = pipeline().with("AGENT", "big-disk").run(this::passes);

        assertThat(only(build, "node").unnamed().get(0)).hasToString("big-disk");
    }

    @Test
    void itRunsEveryNightForAtMostSixHoursAndNeverTwiceAtOnce() throws IOException {
        Build build = pipeline().run(this::passes);

        assertThat(only(build, "cron").unnamed()).containsExactly("H 3 * * *");
        assertThat(only(build, "timeout").named()).containsEntry("time", 6).containsEntry("unit", "HOURS");
        assertThat(steps(build)).contains("disableConcurrentBuilds", "buildDiscarder");
    }

    @Test
    void yesterdaysReportIsRemovedFirstAndWhatIsKeptLiesOutsideOfTheWorkspace() throws IOException {
        List<String> scripts = calls(pipeline().run(this::passes), "sh").stream()
                .map(call -> call.text("script"))
                .toList();

        assertThat(scripts.get(0))
                .isEqualTo("rm -rf target/restore-report target/surefire-reports target/failsafe-reports");
        assertThat(scripts.get(1))
                .contains("${RESTORE_KEEP:-$HOME/.restore-verifier}")
                .contains("-Dmaven.repo.local=\"$keep/maven-$EXECUTOR_NUMBER\"")
                .contains("-Drestore.history=\"$keep/history/$JOB_NAME\" verify");
    }

    @Test
    void aBadNightIsArchivedPublishedAndToldJustSo() throws IOException {
        Build build = pipeline().run((script, workspace, environment) -> {
            passes(script, workspace, environment);
            if (script.contains("mvn")) {
                throw new Failed("script returned exit code 1");
            }
        });

        assertThat(build.current.getResult()).isEqualTo("FAILURE");
        assertThat(steps(build)).contains("archiveArtifacts", "junit", "allure", "mail");
        assertThat(only(build, "mail").text("subject")).startsWith("restore #7 FAILURE: 2 passed, 1 failed");
    }

    @Test
    void aTimeOutSaysThatNothingWasVerified() throws IOException {
        Build build = pipeline().run((script, workspace, environment) -> {
            if (script.contains("mvn")) {
                throw new Interrupted();
            }
        });

        assertThat(build.current.getResult()).isEqualTo("ABORTED");
        assertThat(steps(build)).contains("archiveArtifacts", "junit", "mail").doesNotContain("allure");
        assertThat(only(build, "mail").text("subject")).isEqualTo("restore #7 ABORTED: nothing was verified");
        assertThat(only(build, "mail").text("body"))
                .contains("The build ended as ABORTED and left no report: every backup is unproven tonight.");
    }

    @Test
    void aBuildThatBreaksBeforeThereIsAReportSaysWhereToLook() throws IOException {
        Build build = pipeline().run((script, workspace, environment) -> {
            throw new Failed("script returned exit code 127");
        });

        assertThat(build.current.getResult()).isEqualTo("FAILURE");
        assertThat(only(build, "mail").text("subject")).isEqualTo("restore #7 FAILURE: nothing was verified");
        assertThat(only(build, "mail").text("body")).contains("https://ci.example.org/job/restore/7/console");
    }

    @Test
    void anAgentThatNeverComesIsToldOf() throws IOException {
        Build build = pipeline().failing(call -> call.step().equals("node")).run(this::passes);

        assertThat(build.current.getResult()).isEqualTo("FAILURE");
        assertThat(only(build, "mail").text("subject")).isEqualTo("restore #7 FAILURE: nothing was verified");
    }

    @Test
    void withoutTheAllurePluginTheRestGoesOnAndTheBuildStaysGreen() throws IOException {
        Build build = pipeline().without("allure").run(this::passes);

        assertThat(build.current.getResult()).isEqualTo("SUCCESS");
        assertThat(steps(build)).contains("archiveArtifacts", "mail");
        assertThat(said(build)).contains("allure: Jenkins has no plugin for it, see docs/jenkins.md");
    }

    @Test
    void withoutTheMailerTheOtherOneIsAsked() throws IOException {
        Build build = pipeline().without("mail").run(this::passes);

        assertThat(build.current.getResult()).isEqualTo("SUCCESS");
        assertThat(only(build, "emailext").text("subject")).startsWith("restore #7 SUCCESS: 2 passed");
    }

    @Test
    void withoutAnyMailerTheDigestIsPrinted() throws IOException {
        Build build = pipeline().without("mail", "emailext").run(this::passes);

        assertThat(build.current.getResult()).isEqualTo("SUCCESS");
        assertThat(said(build)).contains(DIGEST);
    }

    @Test
    void aMailThatCannotBeSentIsRedSinceNobodyIsTold() throws IOException {
        Build build = pipeline()
                .without("emailext")
                .failing(call -> call.step().equals("mail"))
                .run(this::passes);

        assertThat(build.current.getResult()).isEqualTo("FAILURE");
    }

    @Test
    void aDigestForNobodyIsPrintedAndSaysSo() throws IOException {
        Build build = pipeline().with("DIGEST_TO", "").run(this::passes);

        assertThat(steps(build)).doesNotContain("mail", "emailext");
        assertThat(said(build)).contains(DIGEST, "the digest is mailed to nobody");
    }

    @Test
    void whateverFailsAtTheEndKeepsNothingElseFromHappening() throws IOException {
        for (String step : List.of("archiveArtifacts", "junit", "allure", "readFile", "mail")) {
            Build build = pipeline().failing(call -> call.step().equals(step)).run(this::passes);

            assertThat(build.current.getResult()).as(step).isEqualTo("FAILURE");
            assertThat(steps(build)).as(step).contains("archiveArtifacts", "junit", "allure", "mail");
        }
    }

    @Test
    void secretsAreBoundWhereTheCatalogIsReadAndOnlyThere() throws IOException {
        Build none = pipeline().run(this::passes);
        Build one = pipeline()
                .changed(text -> text.replace("// string(variable", "string(variable"))
                .run(this::passes);

        assertThat(steps(none)).doesNotContain("withCredentials");
        assertThat(only(one, "withCredentials").unnamed().get(0).toString())
                .contains("SHOP_TOKEN", "restore-verifier-shop-token");
        assertThat(steps(one)).containsSubsequence("sh", "withCredentials", "sh", "archiveArtifacts");
    }

    @Test
    void theTestNoticesAStepThatThereIsNot() {
        assertThatThrownBy(() -> pipeline()
                        .changed(text -> text.replace("junit testR", "jnuit testR"))
                        .run(this::passes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there is no step jnuit");
        assertThatThrownBy(() -> pipeline()
                        .changed(text -> text.replace("allowEmptyArchive", "allowEmpty"))
                        .run(this::passes))
                .hasMessageContaining("archiveArtifacts has no parameter allowEmpty");
    }

    @Test
    void theTestNoticesADirectiveThatThereIsNot() throws IOException {
        String good = Files.readString(JENKINSFILE);

        assertThat(DeclarativeGrammar.mistakes(JENKINSFILE, good.replace("triggers {", "trigger {")))
                .singleElement()
                .asString()
                .endsWith("`trigger` does not stand in `pipeline`");
        assertThat(DeclarativeGrammar.mistakes(
                        JENKINSFILE,
                        good.replace(
                                "            script {\n                conclude()\n            }",
                                "            if (true) { echo 'x' }")))
                .singleElement()
                .asString()
                .endsWith("plain code stands in `always`; it belongs into `script`");
        assertThat(DeclarativeGrammar.mistakes(JENKINSFILE, good.replace("            steps {", "            step {")))
                .anyMatch(mistake -> mistake.endsWith("`stage` has no `steps`"));
    }

    private Pipeline pipeline() {
        return new Pipeline(JENKINSFILE, home);
    }

    private void passes(String script, Path workspace, Map<String, String> environment) throws IOException {
        if (script.contains("mvn")) {
            Path report = Files.createDirectories(workspace.resolve("target/restore-report"));
            Files.writeString(report.resolve("report.json"), "{}");
            Files.writeString(report.resolve("digest.txt"), DIGEST);
        }
    }

    static List<String> steps(Build build) {
        return build.calls.stream().map(Call::step).toList();
    }

    static List<Call> calls(Build build, String step) {
        return build.calls.stream().filter(call -> call.step().equals(step)).toList();
    }

    static Call only(Build build, String step) {
        List<Call> calls = calls(build, step);
        assertThat(calls).as(step).hasSize(1);
        return calls.get(0);
    }

    static String said(Build build) {
        return String.join(
                "\n",
                calls(build, "echo").stream().map(call -> call.text("message")).toList());
    }
}
