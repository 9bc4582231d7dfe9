package io.restoreverifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of sandbox holds to. */
abstract class SandboxContract {
    static final Duration SHORT = Duration.ofSeconds(30);

    @TempDir
    Path outside;

    private Sandboxes sandboxes;
    private Sandbox sandbox;

    abstract Sandboxes sandboxes();

    abstract SandboxRequest request(List<Path> inputs, Duration deadline);

    @BeforeEach
    void open() throws IOException {
        Path input = Files.writeString(outside.resolve("artifact.dump"), "hello");
        sandboxes = sandboxes();
        sandbox = sandboxes.open(request(List.of(input), Duration.ofMinutes(5)));
    }

    @AfterEach
    void dispose() {
        sandbox.close();
        sandboxes.close();
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** Runs a script and gives its output, both streams. */
    List<String> output(String script) {
        List<String> lines = new ArrayList<>();
        sandbox.run(Command.shell(SHORT, script), (stream, text) -> lines.add(text));
        return lines;
    }

    int status(String script) {
        return sandbox.run(Command.shell(SHORT, script), LineConsumer.ignoring());
    }

    @Test
    void commandsGiveTheirStatusAndBothTheirOutputs() {
        List<String> lines = new ArrayList<>();
        int status = sandbox.run(
                Command.shell(SHORT, "echo out; echo err >&2; exit 3"),
                (stream, text) -> lines.add(stream + " " + text));

        assertThat(status).isEqualTo(3);
        assertThat(lines).containsExactlyInAnyOrder("OUT out", "ERR err");
    }

    @Test
    void aCommandThatDoesNotExistEndsWithStatus127() {
        assertThat(sandbox.run(Command.of(SHORT, "no-such-command"), LineConsumer.ignoring()))
                .isEqualTo(127);
    }

    @Test
    void commandsRunAsAnUnprivilegedUser() {
        assertThat(output("id -u")).hasSize(1).doesNotContain("0");
    }

    @Test
    void inputsAreReadableAndReadOnly() throws IOException {
        Path input = outside.resolve("artifact.dump");
        String inside = sandbox.inside(input);

        assertThat(output("cat " + inside)).containsExactly("hello");
        assertThat(status("echo changed > " + inside)).isNotZero();
        assertThat(status("rm -f " + inside)).isNotZero();
        assertThat(Files.readString(input)).isEqualTo("hello");
    }

    @Test
    void theDataFolderIsWritable() {
        assertThat(status("echo data > " + sandbox.dataFolder() + "/file")).isZero();
        assertThat(output("cat " + sandbox.dataFolder() + "/file")).containsExactly("data");
    }

    @Test
    void theSharedFolderIsSeenFromBothSides() throws IOException {
        assertThat(status("echo inside > " + sandbox.sharedInside() + "/file")).isZero();
        assertThat(Files.readString(sandbox.sharedOutside().resolve("file"))).isEqualTo("inside\n");
    }

    @Test
    void aCommandBeyondItsLimitIsKilledAndNotKnown() {
        Command slow = Command.shell(Duration.ofSeconds(1), "trap '' TERM; while :; do sleep 0.2; done");

        assertThatThrownBy(() -> sandbox.run(slow, LineConsumer.ignoring()))
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.TIMED_OUT))
                .hasMessage("sh did not end within 1 s");
    }

    @Test
    void aLimitBetweenTwoSecondsIsALimitToo() {
        Command slow = Command.of(Duration.ofMillis(1900), "sleep", "20");

        assertThatThrownBy(() -> sandbox.run(slow, LineConsumer.ignoring()))
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.TIMED_OUT));
    }

    @Test
    void theOutputOfBackgroundCommandsIsKept() {
        sandbox.start(Command.shell(SHORT, "echo from the background; sleep 20"));

        org.awaitility.Awaitility.await()
                .atMost(SHORT)
                .untilAsserted(() -> assertThat(sandbox.logTail()).isEqualTo("from the background"));
    }

    @Test
    void anEndlessLineIsCutOff() {
        List<String> lines = output("head -c 1000000 /dev/zero | tr '\\0' x; echo; echo next");

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).hasSize(LineSplitter.LONGEST_LINE);
        assertThat(lines.get(1)).isEqualTo("next");
    }

    @Test
    void nothingIsExhaustedWhileThereIsRoom() {
        assertThat(sandbox.exhaustion()).isEmpty();
    }

    @Test
    void closingTwiceIsHarmlessAndRemovesTheSharedFolder() {
        Path shared = sandbox.sharedOutside();
        sandbox.close();
        sandbox.close();

        assertThat(shared).doesNotExist();
    }

    @Test
    void closingEndsWhatRunsInTheBackground() throws InterruptedException {
        sandbox.start(Command.shell(
                SHORT,
                "trap '' TERM INT QUIT; while :; do echo x > " + sandbox.sharedInside() + "/alive; sleep 0.1; done"));
        Path alive = sandbox.sharedOutside().resolve("alive");
        org.awaitility.Awaitility.await().atMost(SHORT).until(() -> Files.exists(alive));

        sandbox.close();

        Thread.sleep(300);
        assertThat(alive).doesNotExist();
    }

    @Test
    void nothingRunsInASandboxThatWasClosed() {
        sandbox.close();

        assertThatThrownBy(() -> status("true"))
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.SANDBOX_UNAVAILABLE));
    }

    @Test
    void itEndsByItselfAtItsDeadline() {
        Sandbox brief = sandboxes.open(request(List.of(), Duration.ofSeconds(3)));
        brief.start(Command.shell(Duration.ofMinutes(1), "trap '' TERM; while :; do sleep 1; done"));

        org.awaitility.Awaitility.await()
                .atMost(SHORT)
                .untilAsserted(() -> assertThatThrownBy(
                                () -> brief.run(Command.of(SHORT, "true"), LineConsumer.ignoring()))
                        .isInstanceOfSatisfying(
                                CannotTell.class,
                                e -> assertThat(e.code()).isEqualTo(FindingCode.SANDBOX_UNAVAILABLE)));
        brief.close();
    }

    @Test
    void anInterruptedCommandIsNotKnown() throws InterruptedException {
        List<CannotTell> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                status("sleep 20");
            } catch (CannotTell e) {
                heard.add(e);
            }
        });
        thread.start();
        Thread.sleep(1000);
        thread.interrupt();
        thread.join(SHORT.toMillis());

        assertThat(heard).extracting(CannotTell::code).containsExactly(FindingCode.INTERRUPTED);
    }

    @Test
    void temporaryFilesLastFromOneCommandToTheNext() {
        assertThat(status("echo kept > \"${TMPDIR:-/tmp}/file\"")).isZero();
        assertThat(output("cat \"${TMPDIR:-/tmp}/file\"")).containsExactly("kept");
    }

    @Test
    void theEnvironmentOfACommandIsItsOwn() {
        List<String> lines = new ArrayList<>();
        sandbox.run(
                Command.shell(SHORT, "echo $OWN; echo $(env | grep -c -e MAVEN -e surefire)")
                        .with(java.util.Map.of("OWN", "a b")),
                (stream, text) -> lines.add(text));

        assertThat(lines).containsExactly("a b", "0");
    }

    @Test
    void sandboxesDoNotSeeOneAnother() {
        assertThat(status("echo secret > " + sandbox.dataFolder() + "/file")).isZero();

        try (Sandbox other = sandboxes.open(request(List.of(), Duration.ofMinutes(5)))) {
            int status = other.run(
                    Command.shell(SHORT, "cat " + other.dataFolder() + "/file 2>/dev/null"), LineConsumer.ignoring());
            assertThat(status).isNotZero();
        }
    }
}
