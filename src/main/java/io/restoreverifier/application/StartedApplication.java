package io.restoreverifier.application;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** An application that runs in its sandbox. Safe for use by several threads; closed by whoever started it. */
public final class StartedApplication implements AutoCloseable {
    private static final Duration QUESTION = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Sandbox sandbox;
    private final Command command;
    private final ApplicationLog log;
    private final Contacts contacts;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private StartedApplication(Sandbox sandbox, Command command, ApplicationLog log, Contacts contacts) {
        this.sandbox = sandbox;
        this.command = command;
        this.log = log;
        this.contacts = contacts;
    }

    static StartedApplication begin(Sandbox sandbox, Command command, ApplicationLog log, Contacts contacts) {
        StartedApplication application = new StartedApplication(sandbox, command, log, contacts);
        Thread thread = new Thread(application::run, "application");
        thread.setDaemon(true);
        thread.start();
        return application;
    }

    private void run() {
        try {
            ended.complete(sandbox.run(command, log));
        } catch (CannotTell e) {
            ended.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            ended.completeExceptionally(e);
            throw e;
        }
    }

    /** Waits until somebody listens on a port; false when the application ended before, or the time is over. */
    boolean awaitPort(int port, Duration limit) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(limit)
                    .until(() -> listening().contains(port) || ended.isDone());
        } catch (ConditionTimeoutException e) {
            return false;
        }
        return ended().isEmpty();
    }

    /**
     * The status that it ended with; empty as long as it runs.
     *
     * @throws CannotTell when its sandbox ended before it
     */
    OptionalInt ended() {
        if (!ended.isDone()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(ended.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof CannotTell unknown ? unknown : e;
        }
    }

    /** Ports that anybody listens on, in the network that it is in. */
    Set<Integer> listening() {
        Set<Integer> ports = new TreeSet<>();
        sandbox.run(
                Command.of(QUESTION, "cat", "/proc/net/tcp", "/proc/net/tcp6"),
                (stream, text) -> ListeningPort.in(text).ifPresent(ports::add));
        return ports;
    }

    /** Runs another shell command as the application runs: in its folder, with its environment. What it prints is dropped. */
    int run(String script, Duration limit) {
        List<String> arguments = new ArrayList<>(command.arguments());
        arguments.set(arguments.size() - 1, script);
        return sandbox.run(new Command(arguments, command.environment(), limit), LineConsumer.ignoring());
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Contacts contacts() {
        return contacts;
    }

    ApplicationLog log() {
        return log;
    }

    List<String> lastLines() {
        return log.last();
    }

    /** What its log says of why, for the end of a message; nothing of its own words, since they may carry rows. */
    String causes() {
        List<String> causes = log.causes();
        return causes.isEmpty() ? "" : "; its log names " + String.join(", ", causes);
    }

    /** What explains that it failed and is not its own doing; empty when nothing does. */
    public Optional<CannotTell> exhaustion() {
        return sandbox.exhaustion();
    }

    /** Lines for the head of the entry. */
    public List<String> notes() {
        return sandbox.info().notes();
    }

    /** Ends it with its sandbox. May be called twice. */
    @Override
    public void close() {
        sandbox.close();
    }
}
