package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A disposable place to restore into. Nothing in it reaches anything outside; commands run as an unprivileged user; it
 * ends by itself at the deadline of its request, also when this process is killed. Safe for use by several threads.
 */
public interface Sandbox extends AutoCloseable {

    /** What it is, for the report. */
    SandboxInfo info();

    /**
     * Where commands see a file or folder that the request gave as input, read-only.
     *
     * @throws IllegalArgumentException when the request did not give it
     */
    String inside(Path input);

    /** The writable folder, with the space that was asked for, as commands see it. */
    String dataFolder();

    /**
     * Folders that hold the programs of the software that was asked for, as commands see them; such a program is not to
     * be looked for elsewhere. Empty: they are wherever the image keeps them.
     */
    List<String> programs();

    /** A small folder that both sides see, for sockets: as this process sees it. */
    Path sharedOutside();

    /** The same folder as commands see it. */
    String sharedInside();

    /**
     * Runs a command to its end and passes its output on line by line.
     *
     * @return the exit status; 127 when there is no such command, as in a shell
     * @throws CannotTell TIMED_OUT when the command's limit passes, SANDBOX_UNAVAILABLE when the sandbox is gone
     */
    int run(Command command, LineConsumer output);

    /**
     * Starts a command that goes on until the sandbox ends; its output goes to the log.
     *
     * @throws CannotTell SANDBOX_UNAVAILABLE when the sandbox is gone
     */
    void start(Command command);

    /**
     * Connects to a port of the sandbox's own network, and passes bytes both ways until one of the sides ends: the only way
     * to what listens in there. Called by a thread of its own, which waits meanwhile.
     *
     * @param in what goes in; a read of it ends when the caller closes it
     * @param out where to what comes back goes
     * @throws CannotTell TOOL_FAILED when the sandbox has no program that can connect, NOT_SUPPORTED when this kind has no
     *     way in, SANDBOX_UNAVAILABLE when it is gone
     */
    void connect(int port, InputStream in, OutputStream out);

    /** The last lines of what background commands wrote, oldest first; may carry row data. */
    String logTail();

    /**
     * What explains that a command failed here: memory or disk ran out, or the sandbox is gone. Empty when nothing of
     * that kind happened so far, and after {@link #close()}.
     */
    Optional<CannotTell> exhaustion();

    /**
     * Lets it go on without this process, until the time is over that its request gave it for that; nothing else is called
     * afterwards.
     *
     * @return where it is; empty when this kind ends with its run, and nothing was done
     */
    Optional<Left> leave();

    /** Ends every process and removes everything. May be called twice; afterwards nothing else may be called. */
    @Override
    void close();

    /**
     * Closes each of them, whatever becomes of the others.
     *
     * @throws RuntimeException the last trouble there was, when all have been tried
     */
    static void closeAll(Collection<? extends Sandbox> sandboxes) {
        RuntimeException trouble = null;
        for (Sandbox sandbox : sandboxes) {
            try {
                sandbox.close();
            } catch (RuntimeException e) {
                trouble = e;
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }
}
