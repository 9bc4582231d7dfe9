package io.restoreverifier.run;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ImageNames;
import io.restoreverifier.run.RunOptions.SandboxChoice;
import io.restoreverifier.sandbox.DockerSandboxes;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.Sandboxes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sandboxes of a run, connected when the first verification wants them; whoever wants them hears why not. */
final class Engine implements AutoCloseable {
    private final SandboxChoice choice;
    private final RunFolder folder;
    private final ImageNames images;
    private @Nullable Sandboxes sandboxes;
    private @Nullable CannotTell trouble;

    Engine(SandboxChoice choice, RunFolder folder, ImageNames images) {
        this.choice = choice;
        this.folder = folder;
        this.images = images;
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
        if (choice == SandboxChoice.LOCAL) {
            throw new CannotTell(
                    FindingCode.NOT_SUPPORTED,
                    "local sandboxes are not part of this version",
                    "start a Docker engine and use -Drestore.sandbox=docker");
        }
        return DockerSandboxes.connect(folder, images);
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
        environment.put(
                "isolation", sandboxes == null ? "none was needed or none could be had" : sandboxes.description());
        environment.put("catalog", options.catalog().toString());
        if (options.history().startsWith("jdbc:")) {
            environment.put(
                    "history", "not kept in a database by this version; the trend is in " + options.historyFolder());
        }
        environment.put("java", System.getProperty("java.version", ""));
        return environment;
    }

    @Override
    public synchronized void close() {
        if (sandboxes != null) {
            sandboxes.close();
        }
    }
}
