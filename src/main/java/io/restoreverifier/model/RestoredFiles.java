package io.restoreverifier.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A tree of files that came back. */
public interface RestoredFiles extends Restored {

    /** The top of the tree, on this machine, in a folder that nobody else can enter; gone when this is closed. */
    Path root();

    /**
     * Runs a shell command in a sandbox without network, as an unprivileged user, with the tree as its working
     * folder. The tree is read-only, {@code /tmp} is not and lasts from one command to the next with the same image.
     *
     * @throws CannotTell when the sandbox cannot be had, or the command does not end within its limit
     */
    CommandResult run(String image, String command, Duration limit);

    /**
     * How a command ended.
     *
     * @param status its exit status
     * @param output the last lines of both its outputs
     * @param instead what it ran with instead of the image that was named; empty when it ran in that image
     */
    record CommandResult(int status, List<String> output, Optional<String> instead) {
        public CommandResult {
            output = List.copyOf(output);
        }
    }
}
