package io.restoreverifier.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every way to run it nightly: parsed, and held to the same promises as the Jenkinsfile. */
class SchedulesTest {
    private static final Path FOLDER = Path.of("docs/schedules");
    private static final Duration NIGHT = Duration.ofHours(6);

    @Test
    void theseAreAllOfThem() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "Jenkinsfile.shards",
                            "github-actions.yml",
                            "gitlab-ci.yml",
                            "kubernetes-cronjob.yml",
                            "nightly",
                            "restore-verifier.cron",
                            "restore-verifier.service",
                            "restore-verifier.timer");
        }
    }

    static Stream<String> all() {
        return Stream.of(
                "github-actions.yml",
                "gitlab-ci.yml",
                "kubernetes-cronjob.yml",
                "restore-verifier.cron",
                "restore-verifier.service",
                "restore-verifier.timer");
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachSaysHowAMissedRunIsNoticedAndHoldsNoSecret(String file) throws IOException {
        String text = read(file);

        if (!file.endsWith(".service")) {
            assertThat(text).containsIgnoringCase("missed run");
        }
        assertThat(text).doesNotContainPattern("(?i)(password|token|secret_key)\\s*[:=]\\s*(?!false)[A-Za-z0-9]");
    }

    @Test
    void cronRunsItOnceANightAndMailsWhatIsPrinted() throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> jobs = new ArrayList<>();
        read("restore-verifier.cron")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> {
                    String[] pair = line.split("=", 2);
                    if (pair[0].matches("[A-Z]+")) {
                        variables.put(pair[0], pair[1]);
                    } else {
                        jobs.add(line);
                    }
                });

        assertThat(variables).containsKeys("MAILTO", "PATH").containsEntry("SHELL", "/bin/bash");
        assertThat(jobs).singleElement().asString().matches("17 3 \\* \\* \\* restore-verifier \\S.*");
        // cron takes a percent sign for the end of the line.
        assertThat(jobs.get(0)).doesNotContain("%").endsWith("exec /srv/restore-verifier/docs/schedules/nightly");
    }

    @Test
    void systemdRunsOneAtATimeWithALimitAndMakesUpForMissedNights() throws IOException {
        Map<String, Map<String, List<String>>> timer = unit("restore-verifier.timer");
        Map<String, List<String>> service = unit("restore-verifier.service").get("Service");

        assertThat(timer.get("Timer"))
                .containsEntry("OnCalendar", List.of("*-*-* 03:00:00"))
                .containsEntry("Persistent", List.of("true"));
        assertThat(timer.get("Install")).containsEntry("WantedBy", List.of("timers.target"));
        assertThat(service)
                .containsEntry("Type", List.of("oneshot"))
                .containsEntry("TimeoutStartSec", List.of("7h"))
                .containsEntry("KillMode", List.of("mixed"))
                .containsEntry("EnvironmentFile", List.of("/etc/restore-verifier/secrets"))
                .containsEntry("StateDirectory", List.of("restore-verifier"))
                .containsKey("User");
        assertThat(service.get("Environment"))
                .contains("RESTORE_KEEP=/var/lib/restore-verifier", "RESTORE_LIMIT=6h")
                .anyMatch(variable -> variable.startsWith("RESTORE_DIGEST_TO="));
        assertThat(service.get("ExecStart")).allMatch(command -> command.endsWith("/docs/schedules/nightly"));
    }

    @Test
    void gitLabArchivesInEveryOutcomeKeepsTheHistoryAndNeverRunsTwoAtOnce() throws IOException {
        Yaml job = yaml("gitlab-ci.yml").at("restore-tests");

        assertThat(job.at("script").value()).isEqualTo(List.of("docs/schedules/nightly"));
        assertThat(job.at("resource_group").value()).isEqualTo("restore-verifier");
        assertThat(job.at("rules").at(0).at("if").text()).contains("$CI_PIPELINE_SOURCE == \"schedule\"");
        assertThat(hours(job.at("timeout").text()))
                .isGreaterThan(hours(job.at("variables").at("RESTORE_LIMIT").text()));
        assertThat(job.at("artifacts").at("when").value()).isEqualTo("always");
        assertThat(job.at("artifacts").at("paths").value()).isEqualTo(List.of("target/restore-report/"));
        assertThat(job.at("cache").at("when").value()).isEqualTo("always");
        assertThat(job.at("cache").at("paths").value())
                .isEqualTo(List.of(".restore-verifier/history/", ".restore-verifier/maven/"));
        assertThat(job.at("variables").at("RESTORE_KEEP").text()).isEqualTo("$CI_PROJECT_DIR/.restore-verifier");
        assertThat(job.at("variables").at("GIT_CLEAN_FLAGS").text()).contains("-e .restore-verifier/");
    }

    @Test
    void gitHubArchivesInEveryOutcomeKeepsTheHistoryAndNeverRunsTwoAtOnce() throws IOException {
        Yaml workflow = yaml("github-actions.yml");
        Yaml job = workflow.at("jobs").at("restore-tests");
        List<Yaml> steps = job.at("steps").items();

        assertThat(workflow.at("on").at("schedule").at(0).at("cron").text()).matches("\\d+ \\d+ \\* \\* \\*");
        assertThat(workflow.at("concurrency").at("cancel-in-progress").value()).isEqualTo(false);
        assertThat(workflow.at("permissions").value()).isEqualTo(Map.of("contents", "read"));
        assertThat(Duration.ofMinutes((Integer) job.at("timeout-minutes").value()))
                .isGreaterThan(NIGHT);
        int verify = indexOf(steps, "run", "docs/schedules/nightly");
        assertThat(steps.get(verify).at("env").at("RESTORE_SMTP_USER").text())
                .isEqualTo("${{ secrets.RESTORE_SMTP_USER }}");
        assertThat(indexOf(steps, "uses", "actions/cache/restore@v4")).isLessThan(verify);
        assertThat(steps.subList(verify + 1, steps.size()))
                .hasSize(3)
                .allSatisfy(step -> assertThat(step.at("if").value()).isEqualTo("always()"));
        assertThat(indexOf(steps, "uses", "actions/upload-artifact@v4")).isGreaterThan(verify);
        assertThat(indexOf(steps, "uses", "actions/cache/save@v4")).isGreaterThan(verify);
    }

    @Test
    void kubernetesRunsOneAtATimeWithoutPrivilegesAndKeepsWhatThePodWouldLose() throws IOException {
        Yaml spec = yaml("kubernetes-cronjob.yml").at("spec");
        Yaml job = spec.at("jobTemplate").at("spec");
        Yaml pod = job.at("template").at("spec");
        Yaml container = pod.at("containers").at(0);

        assertThat(spec.at("schedule").text()).matches("\\d+ \\d+ \\* \\* \\*");
        assertThat(spec.at("concurrencyPolicy").value()).isEqualTo("Forbid");
        assertThat(job.at("backoffLimit").value()).isEqualTo(0);
        assertThat(Duration.ofSeconds((Integer) job.at("activeDeadlineSeconds").value()))
                .isGreaterThan(NIGHT);
        assertThat(pod.at("automountServiceAccountToken").value()).isEqualTo(false);
        assertThat(pod.at("securityContext").at("runAsNonRoot").value()).isEqualTo(true);
        assertThat(container
                        .at("securityContext")
                        .at("allowPrivilegeEscalation")
                        .value())
                .isEqualTo(false);
        assertThat(container.at("env").value().toString())
                .contains("name=RESTORE_KEEP, value=/kept", "-Drestore.sandbox=local", "name=RESTORE_LIMIT, value=6h");
        assertThat(container.at("envFrom").value().toString()).contains("secretRef");
        assertThat(container.at("volumeMounts").value().toString())
                .contains("mountPath=/kept}", "name=backups, mountPath=/backups, readOnly=true");
        assertThat(read("kubernetes-cronjob.yml")).doesNotContain("docker.sock", "privileged: true", "hostPath");
    }

    private static int indexOf(List<Yaml> steps, String key, String value) {
        for (int i = 0; i < steps.size(); i++) {
            if (value.equals(steps.get(i).at(key).value())) {
                return i;
            }
        }
        throw new AssertionError("no step has " + key + ": " + value);
    }

    private static int hours(String text) {
        return Integer.parseInt(text.replaceAll("h$", ""));
    }

    private static Map<String, Map<String, List<String>>> unit(String file) throws IOException {
        Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
        String section = "";
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            if (line.matches("\\[\\w+]")) {
                section = line.substring(1, line.length() - 1);
                sections.put(section, new LinkedHashMap<>());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] pair = line.split("=", 2);
                assertThat(pair).as("line `%s` of %s", line, file).hasSize(2);
                sections.get(section)
                        .computeIfAbsent(pair[0], key -> new ArrayList<>())
                        .add(pair[1]);
            }
        }
        return sections;
    }

    private static String read(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }

    /** The first document of a file. */
    private static Yaml yaml(String file) throws IOException {
        Load load = new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build());
        List<Object> documents = StreamSupport.stream(
                        load.loadAllFromString(read(file)).spliterator(), false)
                .toList();
        return new Yaml(documents.get(0));
    }

    /** A value somewhere in a document; null where there is nothing. */
    private record Yaml(Object value) {
        Yaml at(String key) {
            return new Yaml(value instanceof Map<?, ?> map ? map.get(key) : null);
        }

        Yaml at(int index) {
            return items().get(index);
        }

        String text() {
            return String.valueOf(value);
        }

        List<Yaml> items() {
            return ((List<?>) value).stream().map(Yaml::new).toList();
        }
    }
}
