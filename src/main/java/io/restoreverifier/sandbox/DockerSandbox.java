package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** A container without network, read-only but for its data folder, whose first process is its own deadline. */
final class DockerSandbox implements Sandbox {
    private static final String DATA = DockerConfinement.DATA;
    private static final String INPUTS = "/input/";

    private final DockerEngine engine;
    private final SandboxRequest request;
    private final Storage storage;
    private final String image;
    private final Path shared;
    private final Inputs inputs;
    private final GenericContainer<?> container;
    private final Consumer<DockerSandbox> onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LogTail log = new LogTail();
    private boolean removed;
    private volatile Instant begun = Instant.EPOCH;
    private volatile @Nullable DockerExec exec;

    DockerSandbox(
            DockerEngine engine,
            RunFolder folder,
            String image,
            SandboxRequest request,
            Storage storage,
            Consumer<DockerSandbox> onClose) {
        this.engine = engine;
        this.request = request;
        this.storage = storage;
        this.image = image;
        this.onClose = onClose;
        this.shared = openToOthers(folder.sandboxFolder());
        Map<String, String> labels = DockerLabels.of(folder, request.entry(), request.end());
        Map<Path, String> inside = new LinkedHashMap<>();
        for (Path input : request.inputs()) {
            inside.put(input, INPUTS + inside.size() + "/" + input.getFileName());
        }
        this.inputs = new Inputs(inside);
        this.container = new GenericContainer<>(DockerImageName.parse(image))
                .withLabels(labels)
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy())
                .withStartupTimeout(Duration.ofMinutes(1))
                .withCreateContainerCmdModifier(new DockerConfinement(
                        engine, request, storage, image, shared, inputs.inside(), labels)::configure);
    }

    void begin() {
        begun = Instant.now();
        container.start();
        if (closed.get()) {
            // The run ended while the engine was still creating it.
            new DockerSweep(engine).remove(container.getContainerId());
            throw new CannotTell(FindingCode.INTERRUPTED, "the run ended while a sandbox was being opened", "");
        }
        exec = new DockerExec(
                engine, container.getContainerId(), request.equipment().user());
        if (!storage.inMemory()) {
            // A fresh volume belongs to root, who needs no capability to open what is his.
            new DockerExec(engine, container.getContainerId(), "0:0")
                    .run(Command.of(Duration.ofSeconds(20), "chmod", "1777", DATA), LineConsumer.ignoring());
        }
    }

    @Override
    public SandboxInfo info() {
        return new SandboxInfo(
                "docker",
                "image " + image,
                image,
                engine.digest(image),
                storage.workingMemory(),
                List.of(
                        "isolation: "
                                + (request.neighbour().isPresent() ? "no network but that of its parts" : "no network")
                                + ", read-only image, no capabilities, user "
                                + request.equipment().user() + ", at most " + DockerConfinement.MOST_PROCESSES
                                + " processes",
                        storage.describe()));
    }

    @Override
    public String inside(Path input) {
        return inputs.inside(input);
    }

    @Override
    public String dataFolder() {
        return DATA;
    }

    @Override
    public List<String> programs() {
        return List.of();
    }

    @Override
    public Path sharedOutside() {
        return shared;
    }

    @Override
    public String sharedInside() {
        return DockerConfinement.SHARED;
    }

    @Override
    public int run(Command command, LineConsumer output) {
        return exec().run(command, output);
    }

    @Override
    public void start(Command command) {
        exec().start(command, log);
    }

    @Override
    public void connect(int port, InputStream in, OutputStream out) {
        exec().connect(port, in, out);
    }

    /** By which another joins its network. */
    String containerId() {
        return container.getContainerId();
    }

    @Override
    public String logTail() {
        return log.text();
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        DockerExec asking = exec;
        if (closed.get() || asking == null) {
            return Optional.empty();
        }
        return uninterrupted(() -> new Exhaustion(asking, DATA, storage).find());
    }

    @Override
    public Optional<Left> leave() {
        closed.set(true);
        return Optional.of(uninterrupted(this::rename));
    }

    private synchronized Left rename() {
        String name = DockerStay.name(request.entry());
        new DockerSweep(engine).rename(container.getContainerId(), name);
        forget();
        return new Left(name, begun.plus(request.end()));
    }

    @Override
    public void close() {
        closed.set(true);
        uninterrupted(() -> {
            remove();
            return true;
        });
    }

    /** Whoever closes waits until it is gone; one that could not be removed stays known, to be tried again. */
    private synchronized void remove() {
        if (removed) {
            return;
        }
        String id = container.getContainerId();
        if (id != null) {
            new DockerSweep(engine).remove(id);
        }
        container.stop();
        forget();
    }

    private void forget() {
        try {
            RunFolder.delete(shared);
            removed = true;
            onClose.accept(this);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + shared, e);
        }
    }

    /** The engine's client does nothing on an interrupted thread, and disposal is what an interruption calls for. */
    private static <T> T uninterrupted(Supplier<T> body) {
        boolean interrupted = Thread.interrupted();
        try {
            return body.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private DockerExec exec() {
        DockerExec open = exec;
        if (open == null || closed.get()) {
            throw new CannotTell(
                    FindingCode.SANDBOX_UNAVAILABLE,
                    "the sandbox was closed while it was in use",
                    "was the run stopped, or did it run into a time-out?");
        }
        return open;
    }

    /** The folder above lets nobody else in, so that this one may be open to the sandbox's own user. */
    private static Path openToOthers(Path folder) {
        try {
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + folder + " to the sandbox", e);
        }
    }
}
