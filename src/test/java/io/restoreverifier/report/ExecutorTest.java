package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorTest {
    private static final Map<String, String> JENKINS = Map.of(
            "JENKINS_URL", "https://ci.example.org/",
            "JOB_NAME", "backups/restore",
            "BUILD_NUMBER", "42",
            "BUILD_URL", "https://ci.example.org/job/backups/job/restore/42/");

    @Test
    void jenkinsIsToldByItsVariables() {
        assertThat(json(JENKINS)).isEqualToIgnoringWhitespace("""
                {"name": "Jenkins", "type": "jenkins", "url": "https://ci.example.org/", "buildOrder": 42,
                 "buildName": "backups/restore #42", "buildUrl": "https://ci.example.org/job/backups/job/restore/42/",
                 "reportName": "Restore tests",
                 "reportUrl": "https://ci.example.org/job/backups/job/restore/42/allure/"}
                """);
    }

    @Test
    void aJenkinsThatDoesNotKnowItsOwnAddressHasNoLinks() {
        assertThat(json(Map.of("JOB_NAME", "restore", "BUILD_NUMBER", "7"))).isEqualToIgnoringWhitespace("""
                {"name": "Jenkins", "type": "jenkins", "buildOrder": 7, "buildName": "restore #7",
                 "reportName": "Restore tests"}
                """);
    }

    @Test
    void gitHubIsToldByItsVariables() {
        assertThat(json(Map.of(
                        "GITHUB_ACTIONS", "true",
                        "GITHUB_SERVER_URL", "https://github.com",
                        "GITHUB_REPOSITORY", "example/backups",
                        "GITHUB_RUN_ID", "123456",
                        "GITHUB_RUN_NUMBER", "9",
                        "GITHUB_WORKFLOW", "Restore tests")))
                .contains(
                        "\"buildOrder\" : 9",
                        "\"buildUrl\" : \"https://github.com/example/backups/actions/runs/123456\"");
    }

    @Test
    void theJobsOfOneGitLabPipelineAreOneBuild() {
        Map<String, String> gitlab = Map.of(
                "GITLAB_CI", "true",
                "CI_PIPELINE_IID", "31",
                "CI_PIPELINE_URL", "https://gitlab.example.org/backups/-/pipelines/900",
                "CI_PROJECT_URL", "https://gitlab.example.org/backups",
                "CI_PROJECT_PATH", "ops/backups",
                "CI_JOB_URL", "https://gitlab.example.org/backups/-/jobs/5");

        assertThat(Executor.of(gitlab).map(Executor::build))
                .contains("https://gitlab.example.org/backups/-/pipelines/900");
        assertThat(json(gitlab))
                .contains("\"reportUrl\" : \"https://gitlab.example.org/backups/-/jobs/5/artifacts/browse\"");
    }

    @Test
    void aLaptopIsNoBuild() {
        assertThat(Executor.of(Map.of("PATH", "/usr/bin"))).isEmpty();
        assertThat(Executor.of(Map.of("JOB_NAME", "restore", "BUILD_NUMBER", "none")))
                .isEmpty();
    }

    private static String json(Map<String, String> environment) {
        return new String(ReportJson.of(Executor.of(environment).orElseThrow()), StandardCharsets.UTF_8);
    }
}
