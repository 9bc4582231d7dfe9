package io.restoreverifier.restore;

import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A template on its way into the data folder of a sandbox or out of it, as a tar in the folder that both sides see. It is packed and
 * unpacked by the image's own tar: without one there are no templates, and that is all.
 */
final class TemplateTar {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NAME = "cluster.tar";

    private final Sandbox sandbox;
    private final ClusterTemplates templates;

    TemplateTar(Sandbox sandbox, ClusterTemplates templates) {
        this.sandbox = sandbox;
        this.templates = templates;
    }

    /** Hands one over, which {@link #takeBack} ends; false when there is none. */
    boolean handOver(String template) {
        return templates.copy(template, outside());
    }

    /** What unpacks the one that was handed over, for a shell. */
    String unpacking() {
        return "tar xf " + inside() + " -C " + sandbox.dataFolder();
    }

    void takeBack() {
        try {
            Files.deleteIfExists(outside());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove a file of the sandbox", e);
        }
    }

    /**
     * Puts a template into the data folder; false when there is none, or when it is of no use, which leaves nothing.
     *
     * @param folders in it, with a blank between
     */
    boolean unpack(String template, String folders) {
        if (!handOver(template)) {
            return false;
        }
        boolean usable = runs(unpacking());
        takeBack();
        if (!usable) {
            drop(template, folders);
        }
        return usable;
    }

    /** Lets go of one that turned out to be of no use, and of what was unpacked of it. */
    void drop(String template, String folders) {
        templates.drop(template);
        runs("cd " + sandbox.dataFolder() + " && rm -rf " + folders);
    }

    /** Keeps folders of the data folder for the next sandboxes; what a server has set aside and not written takes no room. */
    void keep(String template, String folders) {
        String what = "f " + inside() + " -C " + sandbox.dataFolder() + " " + folders;
        // That of BusyBox knows no holes.
        if (runs("{ tar --hole-detection=raw -cS" + what + " 2>/dev/null || tar -c" + what + "; } && chmod a+r "
                + inside())) {
            templates.keep(template, outside());
        }
        takeBack();
    }

    private boolean runs(String script) {
        return sandbox.run(Command.shell(LIMIT, script), (stream, text) -> {}) == 0;
    }

    private String inside() {
        return sandbox.sharedInside() + "/" + NAME;
    }

    private Path outside() {
        return sandbox.sharedOutside().resolve(NAME);
    }
}
