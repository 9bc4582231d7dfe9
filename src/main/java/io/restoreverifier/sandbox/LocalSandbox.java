package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Processes of this machine in a folder of the run. Each command gets namespaces of its own where there are any; a guard
 * ends them all, also when this process is killed.
 */
final class LocalSandbox implements Sandbox {
    static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    /** By which the guard knows its own in the list of all processes. */
    static final String MARK = "RESTORE_VERIFIER_SANDBOX";

    private final LocalIsolation isolation;
    private final LocalPlace place;
    private final LocalUser user;
    private final Inputs inputs;
    private final SandboxInfo info;
    private final boolean hasSoftware;
    private final Guard guard;
    private final LocalRoom room;
    private final Consumer<LocalSandbox> onClose;
    private final LogTail log = new LogTail();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean expired;
    private boolean removed;

    /**
     * @param inputs as this process and as commands see them
     * @param hasSoftware whether its programs are in the place's own folder, and nowhere else
     */
    LocalSandbox(
            LocalIsolation isolation,
            LocalPlace place,
            LocalUser user,
            Map<Path, String> inputs,
            SandboxInfo info,
            boolean hasSoftware,
            Guard guard,
            Consumer<LocalSandbox> onClose) {
        this.isolation = isolation;
        this.place = place;
        this.user = user;
        this.inputs = new Inputs(inputs);
        this.info = info;
        this.hasSoftware = hasSoftware;
        this.guard = guard;
        this.room = new LocalRoom(place.folder());
        this.onClose = onClose;
    }

    @Override
    public SandboxInfo info() {
        return info;
    }

    @Override
    public String inside(Path input) {
        return inputs.inside(input);
    }

    @Override
    public String dataFolder() {
        return place.dataInside();
    }

    @Override
    public List<String> programs() {
        return hasSoftware ? List.of(place.programsInside()) : List.of();
    }

    @Override
    public Path sharedOutside() {
        return place.shared();
    }

    @Override
    public String sharedInside() {
        return place.sharedInside();
    }

    @Override
    public int run(Command command, LineConsumer output) {
        int status = begin(command, output).await(command);
        room.ended(status);
        if (closed.get()) {
            throw gone();
        }
        return status;
    }

    @Override
    public void start(Command command) {
        begin(command, (stream, text) -> {
            room.logged(text);
            log.line(stream, text);
        });
    }

    private LocalProcess begin(Command command, LineConsumer output) {
        if (closed.get()) {
            throw gone();
        }
        try {
            return LocalProcess.begin(place.folder(), isolation.command(place, user, withEnvironment(command)), output);
        } catch (IOException e) {
            throw closed.get() ? gone() : LocalSandboxes.unavailable("a process cannot be begun: " + e.getMessage(), e);
        }
    }

    /** By env(1), as the last step: whoever changes the user or the namespace may set variables of his own. */
    private List<String> withEnvironment(Command command) {
        Map<String, String> environment = new TreeMap<>(Map.of(
                MARK,
                place.folder().toString(),
                "PATH",
                String.join(File.pathSeparator, path()),
                "JAVA_HOME",
                System.getProperty("java.home", ""),
                "HOME",
                place.scratchInside(),
                "TMPDIR",
                place.scratchInside(),
                "LC_ALL",
                "C.UTF-8"));
        environment.putAll(command.environment());
        List<String> whole = new ArrayList<>(List.of("env", "-i"));
        environment.forEach((name, value) -> whole.add(name + "=" + value));
        whole.addAll(command.arguments());
        return whole;
    }

    /** What is root's own in the path is not for others, and would hide that there is no such program. */
    private static List<String> path() {
        String own = System.getProperty("user.name", "").equals("root") ? null : System.getenv("PATH");
        return List.of(
                own == null || own.isEmpty() ? SYSTEM_PATH : own + File.pathSeparator + SYSTEM_PATH,
                Path.of(System.getProperty("java.home", "/"), "bin").toString());
    }

    /** Each of its commands has a network of its own. */
    @Override
    public void connect(int port, InputStream in, OutputStream out) {
        throw LocalSandboxes.noSharedNetwork();
    }

    @Override
    public String logTail() {
        return log.text();
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        if (expired) {
            return Optional.of(gone());
        }
        return closed.get() ? Optional.empty() : room.exhaustion();
    }

    /** A guard ends it with this process. */
    @Override
    public Optional<Left> leave() {
        return Optional.empty();
    }

    /** Ends it at its deadline. */
    void expire() {
        expired = true;
        close();
    }

    private CannotTell gone() {
        return new CannotTell(
                FindingCode.SANDBOX_UNAVAILABLE,
                expired ? "the sandbox ended at its deadline" : "the sandbox was closed while it was in use",
                expired
                        ? "give the backup more time with `timeout:`"
                        : "was the run stopped, or did it run into a time-out?");
    }

    @Override
    public void close() {
        closed.set(true);
        remove();
    }

    /** Whoever closes waits until it is gone; one that could not be removed stays known, to be tried again. */
    private synchronized void remove() {
        if (removed) {
            return;
        }
        try {
            guard.end();
            RunFolder.delete(place.shared());
            removed = true;
            onClose.accept(this);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + place.folder(), e);
        }
    }
}
