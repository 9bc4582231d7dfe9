package io.restoreverifier.model;

import java.time.Duration;
import java.util.List;

/** A database of whatever engine, restored by a command of the catalog's; only further commands can ask it anything. */
public interface RestoredEngine extends Restored {

    /**
     * Runs a shell command beside the engine, in its sandbox without network, as its unprivileged user.
     *
     * @throws CannotTell TIMED_OUT when it does not end within its limit, SANDBOX_UNAVAILABLE when the sandbox is gone
     */
    Answer run(String command, Duration limit);

    /**
     * How a command ended.
     *
     * @param status its exit status
     * @param output the first lines that it wrote; may carry rows
     * @param errors the last lines that it complained with, fit to be shown
     */
    record Answer(int status, List<String> output, List<String> errors) {
        public Answer {
            output = List.copyOf(output);
            errors = List.copyOf(errors);
        }
    }
}
