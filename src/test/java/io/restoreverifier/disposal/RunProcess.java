package io.restoreverifier.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A run in a process of its own, which is told by signals what a user, a build or a machine would tell it. */
final class RunProcess {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Pattern STAGE_LINE =
            Pattern.compile("(?m)^\\[[^]]+] +\\S+ +(locate|fetch|inspect|restore|check|dispose)\\b");

    private final String entry;
    private final Path home;
    private final Process process;

    private RunProcess(String entry, Path home, Process process) {
        this.entry = entry;
        this.home = home;
        this.process = process;
    }

    /**
     * Starts a run over one entry.
     *
     * @param entry its name; the files of the run lie in a folder of this name
     * @param yaml what follows the name
     * @param environment besides the test's own
     * @param options of the Java machine
     */
    static RunProcess start(
            Machine machine, String entry, String yaml, Map<String, String> environment, String... options)
            throws IOException {
        Path home = Files.createDirectories(machine.home().resolve(entry));
        Path catalog = Files.createDirectories(home.resolve("catalog"));
        Files.writeString(catalog.resolve("catalog.yml"), "now: 2026-11-21T06:00:00Z\n");
        Files.writeString(catalog.resolve(entry + ".yml"), "backup: " + entry + "\n" + yaml);
        // Whoever starts programs in the background has them ignore SIGINT.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.add("-Djava.io.tmpdir=" + machine.temporary());
        command.add("-Drestore.catalog=" + catalog);
        command.add("-Drestore.report=" + home.resolve("report"));
        command.add("-Drestore.history=" + home.resolve("history"));
        command.add("-Drestore.sandbox=" + machine.sandbox());
        command.add("-D" + RunProgram.UNTIL + "=" + home.resolve("go-on"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                RunProgram.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("said").toFile());
        builder.environment().putAll(environment);
        return new RunProcess(entry, home, builder.start());
    }

    String entry() {
        return entry;
    }

    Path home() {
        return home;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for something that comes while the run goes on. */
    void await(String what, java.util.concurrent.Callable<Boolean> there) {
        Awaitility.await(what)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(30))
                .pollDelay(Duration.ZERO)
                .conditionEvaluationListener(c -> assertThat(process.isAlive())
                        .as("%s ended before: %s", entry, said())
                        .isTrue())
                .until(there);
    }

    /** The stage that it said last to have begun. */
    Optional<String> stage() {
        Matcher lines = STAGE_LINE.matcher(said());
        Optional<String> last = Optional.empty();
        while (lines.find()) {
            last = Optional.of(lines.group(1));
        }
        return last;
    }

    void signal(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .as("kill -%s", signal)
                .isZero();
    }

    /** A second signal may come when the first has done its work. */
    void signalIfAlive(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Lets a console that stands still go on. */
    void goOn() throws IOException {
        Files.createFile(home.resolve("go-on"));
    }

    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS))
                .as("%s ends: %s", entry, said())
                .isTrue();
        return process.exitValue();
    }

    void destroy() {
        process.destroyForcibly();
    }

    boolean hasReport() {
        return Files.exists(home.resolve("report/report.json"));
    }

    JsonNode reported() throws IOException {
        JsonNode report =
                new ObjectMapper().readTree(home.resolve("report/report.json").toFile());
        assertThat(report.path("backups")).hasSize(1);
        return report.path("backups").get(0);
    }

    /** Codes of the errors in its report. */
    List<String> errors() throws IOException {
        List<String> codes = new ArrayList<>();
        for (JsonNode finding : reported().path("findings")) {
            if (finding.path("severity").asText().equals("error")) {
                codes.add(finding.path("code").asText());
            }
        }
        return codes;
    }

    String said() {
        try {
            return Files.readString(home.resolve("said"));
        } catch (IOException e) {
            return "nothing";
        }
    }
}
