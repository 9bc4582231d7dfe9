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
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A run in a process of its own, which is told by signals what a user, a build or a machine would tell it. */
final class RunProcess {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Pattern STAGE_LINE =
            Pattern.compile("(?m)^\\[[^]]+] +\\S+ +(locate|fetch|inspect|restore|start|check|dispose)\\b");

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
        writeCatalog(home, entry, yaml);
        return begin(entry, home, machine.javaCommand(home, options), environment);
    }

    /** Starts the main job over one entry, as a user does at a prompt: as leader of a group of processes. */
    static RunProcess startMaven(Machine machine, String entry, String yaml) throws IOException {
        Path home = Files.createDirectories(machine.home().resolve(entry));
        writeCatalog(home, entry, yaml);
        return begin(entry, home, MavenProject.copyTo(home).verify(machine, home), Map.of());
    }

    private static RunProcess begin(String entry, Path home, List<String> command, Map<String, String> environment)
            throws IOException {
        // Whoever starts programs in the background has them ignore SIGINT.
        List<String> whole = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("said").toFile());
        builder.environment().putAll(environment);
        return new RunProcess(entry, home, builder.start());
    }

    private static void writeCatalog(Path home, String entry, String yaml) throws IOException {
        Path catalog = Files.createDirectories(home.resolve("catalog"));
        Files.writeString(catalog.resolve("catalog.yml"), "now: 2026-11-21T06:00:00Z\n");
        Files.writeString(catalog.resolve(entry + ".yml"), "backup: " + entry + "\n" + yaml);
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
        assertThat(kill(signal, "")).as("kill -%s", signal).isZero();
    }

    /** What a terminal does at Ctrl-C: it tells everybody in the group. */
    void signalGroup(String signal) throws IOException, InterruptedException {
        assertThat(kill(signal, "-")).as("kill -%s", signal).isZero();
    }

    /** A second signal may come when the first has done its work. */
    void signalIfAlive(String signal) throws IOException, InterruptedException {
        kill(signal, "");
    }

    private int kill(String signal, String group) throws IOException, InterruptedException {
        return new ProcessBuilder("kill", "-" + signal, "--", group + process.pid())
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

    /** Processes that it has started, and those that these have started. */
    Stream<ProcessHandle> descendants() {
        return process.descendants();
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
        return ofErrors("code");
    }

    List<String> messages() throws IOException {
        return ofErrors("message");
    }

    private List<String> ofErrors(String field) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode finding : reported().path("findings")) {
            if (finding.path("severity").asText().equals("error")) {
                texts.add(finding.path(field).asText());
            }
        }
        return texts;
    }

    String said() {
        try {
            return Files.readString(home.resolve("said"));
        } catch (IOException e) {
            return "nothing";
        }
    }
}
