package io.restoreverifier.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;

/**
 * The build that a run is part of, as Allure's {@code executor.json} names it: Allure's trend then links each run to its
 * build, and orders runs by the builds' numbers.
 *
 * @param type Allure's word for the kind of CI server; it has an icon for each
 * @param url of the server or project; empty when it is not known, as are the other addresses
 * @param buildOrder the build's number
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Executor(
        String name,
        String type,
        String url,
        long buildOrder,
        String buildName,
        String buildUrl,
        String reportName,
        String reportUrl) {
    private static final String REPORT = "Restore tests";

    /**
     * Reads the variables that Jenkins, GitHub Actions and GitLab CI set for every build. Empty when it is none of
     * them, or when the build has no number.
     */
    public static Optional<Executor> of(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        if (variables.has("GITHUB_ACTIONS")) {
            return github(variables);
        }
        return variables.has("GITLAB_CI") ? gitlab(variables) : jenkins(variables);
    }

    private static Optional<Executor> jenkins(Variables variables) {
        return variables
                .number("BUILD_NUMBER")
                .filter(n -> variables.has("JOB_NAME"))
                .map(number -> {
                    String build = variables.get("BUILD_URL");
                    return new Executor(
                            "Jenkins",
                            "jenkins",
                            variables.get("JENKINS_URL"),
                            number,
                            variables.get("JOB_NAME") + " #" + number,
                            build,
                            REPORT,
                            build.isEmpty() ? "" : build + "allure/");
                });
    }

    private static Optional<Executor> github(Variables variables) {
        return variables.number("GITHUB_RUN_NUMBER").map(number -> {
            String project = variables.get("GITHUB_SERVER_URL") + "/" + variables.get("GITHUB_REPOSITORY");
            String build = project + "/actions/runs/" + variables.get("GITHUB_RUN_ID");
            return new Executor(
                    "GitHub Actions",
                    "github",
                    project,
                    number,
                    variables.get("GITHUB_WORKFLOW") + " #" + number,
                    build,
                    REPORT,
                    build + "#artifacts");
        });
    }

    /** The jobs of one pipeline are one build, so that shards belong together. */
    private static Optional<Executor> gitlab(Variables variables) {
        return variables.number("CI_PIPELINE_IID").map(number -> {
            String job = variables.get("CI_JOB_URL");
            return new Executor(
                    "GitLab CI",
                    "gitlab",
                    variables.get("CI_PROJECT_URL"),
                    number,
                    variables.get("CI_PROJECT_PATH") + " #" + number,
                    variables.get("CI_PIPELINE_URL"),
                    REPORT,
                    job.isEmpty() ? "" : job + "/artifacts/browse");
        });
    }

    /** The build in one text that no other build has: its address where that is known, else its name. */
    @JsonIgnore
    public String build() {
        return buildUrl.isEmpty() ? buildName : buildUrl;
    }

    private record Variables(Map<String, String> environment) {
        boolean has(String name) {
            return !get(name).isEmpty();
        }

        String get(String name) {
            return environment.getOrDefault(name, "").strip();
        }

        Optional<Long> number(String name) {
            return Optional.of(get(name))
                    .filter(text -> text.matches("\\d{1,15}"))
                    .map(Long::parseLong);
        }
    }
}
