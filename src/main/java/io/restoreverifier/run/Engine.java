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

/** The sandboxes of a run, connected when the first verification wants them; whoever wants them hears why not. */
final class Engine implements AutoCloseable {
    private final SandboxChoice choice;
    private final RunFolder folder;
    private final ImageNames images;
    private final Path binaries;
    private @Nullable Sandboxes sandboxes;
    private @Nullable CannotTell trouble;

    /** @param binaries of PostgreSQL that the build has fetched, for local sandboxes */
    Engine(SandboxChoice choice, RunFolder folder, ImageNames images, Path binaries) {
        this.choice = choice;
        this.folder = folder;
        this.images = images;
        this.binaries = binaries;
    }

    /** @throws CannotTell each time when there are none to be had */
    synchronized Sandboxes sandboxes() {
        if (trouble != null) {
            throw trouble;
        }
        if (sandboxes == null) {
            try {
                sandboxes = connect();
            } catch (CannotTell e) {
                trouble = e;
                throw e;
            }
        }
        return sandboxes;
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

    /** What there is for all sandboxes together; no limit as long as nobody wanted one. */
    synchronized Capacity capacity() {
        return sandboxes == null ? Capacity.UNLIMITED : sandboxes.capacity();
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
        return sandboxes == null ? "none" : sandboxes.kind();
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
        return sandboxes == null ? "no sandbox was needed" : sandboxes.description();
    }

    @Override
    public synchronized void close() {
        if (sandboxes != null) {
            sandboxes.close();
        }
    }
}
