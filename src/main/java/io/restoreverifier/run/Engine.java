package io.restoreverifier.run;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.ImageNames;
import io.restoreverifier.run.RunOptions.SandboxChoice;
import io.restoreverifier.sandbox.Capacity;
import io.restoreverifier.sandbox.DockerSandboxes;
import io.restoreverifier.sandbox.LocalSandboxes;
import io.restoreverifier.sandbox.NoEngine;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.Sandboxes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sandboxes of a run, connected when the first verification wants them, or ahead of that; whoever wants them hears
 * why not.
 */
final class Engine implements AutoCloseable {
    private final SandboxChoice choice;
    private final RunFolder folder;
    private final ImageNames images;
    private final Path binaries;
    private volatile @Nullable Sandboxes sandboxes;
    private @Nullable CannotTell trouble;
    private boolean closed;

    /** @param binaries of PostgreSQL that the build has fetched, for local sandboxes */
    Engine(SandboxChoice choice, RunFolder folder, ImageNames images, Path binaries) {
        this.choice = choice;
        this.folder = folder;
        this.images = images;
        this.binaries = binaries;
    }

    /**
     * Begins to connect, and does not wait for it: the first of the verifications fetches and inspects meanwhile. What
     * goes wrong is told to whoever wants sandboxes.
     */
    void connectAhead() {
        Thread thread = new Thread(this::tryToConnect, "restore-verifier-engine");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void tryToConnect() {
        if (!closed) {
            try {
                sandboxes();
            } catch (CannotTell e) {
                // Kept, and thrown to whoever wants sandboxes.
            }
        }
    }

    /** @throws CannotTell each time when there are none to be had */
    synchronized Sandboxes sandboxes() {
        if (trouble != null) {
            throw trouble;
        }
        Sandboxes there = sandboxes;
        if (there == null) {
            try {
                there = connect();
                sandboxes = there;
            } catch (CannotTell e) {
                trouble = e;
                throw e;
            }
        }
        return there;
    }

    private Sandboxes connect() {
        Optional<String> whyLocal = switch (choice) {
            case LOCAL -> Optional.of("as -Drestore.sandbox=local says");
            case DOCKER -> Optional.empty();
            case AUTO -> NoEngine.here().reason();
        };
        return whyLocal.isPresent()
                ? LocalSandboxes.connect(folder, whyLocal.get(), binaries)
                : DockerSandboxes.connect(folder, images);
    }

    /** What there is for all sandboxes together; no limit as long as there are none. Waits for nobody who connects. */
    Capacity capacity() {
        Sandboxes there = sandboxes;
        return there == null ? Capacity.UNLIMITED : there.capacity();
    }

    /** Connects if nobody has wanted sandboxes so far, which removes those of dead runs; without an engine, nothing. */
    synchronized void sweep() {
        if (sandboxes == null && trouble == null && choice != SandboxChoice.LOCAL) {
            try {
                connect().close();
            } catch (CannotTell e) {
                System.err.println(
                        "what an earlier run left on the Docker engine could not be looked for: " + e.getMessage());
            }
        }
    }

    /** What the report says at its top. */
    synchronized String kind() {
        Sandboxes there = sandboxes;
        return there == null ? "none" : there.kind();
    }

    synchronized Map<String, String> environment(RunOptions options) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("isolation", isolation());
        options.artifact()
                .ifPresentOrElse(
                        artifact -> environment.put("artifact", artifact + ", without a catalog"),
                        () -> environment.put("catalog", options.catalog().toString()));
        if (options.history().startsWith("jdbc:")) {
            environment.put("history", "in PostgreSQL; the trend of this report is in " + options.historyFolder());
        }
        environment.put("java", System.getProperty("java.version", ""));
        return environment;
    }

    private String isolation() {
        if (trouble != null) {
            return "no sandbox could be had: " + trouble.getMessage();
        }
        Sandboxes there = sandboxes;
        return there == null ? "no sandbox was needed" : there.description();
    }

    @Override
    public synchronized void close() {
        closed = true;
        Sandboxes there = sandboxes;
        if (there != null) {
            there.close();
        }
    }
}
