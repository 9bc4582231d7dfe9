package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The process that ends a local sandbox. It outlives this one: when this one is killed, the pipe between them ends, and
 * the guard kills every process of the sandbox and removes its folder.
 */
final class Guard {
    private static final Script SCRIPT = Script.of("guard.sh");
    private static final long PATIENCE_SECONDS = 30;

    private final Path folder;
    private final Process process;

    private Guard(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** @param folder of the sandbox, which goes with it */
    static Guard over(Path folder) {
        try {
            Files.createDirectories(processes(folder));
            return new Guard(folder, begin(folder));
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SANDBOX_UNAVAILABLE,
                    "a sandbox cannot be guarded: " + e.getMessage(),
                    "is there a shell /bin/sh, and room for temporary files?",
                    e);
        }
    }

    /** Where each process of a sandbox is noted while it lives. */
    static Path processes(Path folder) {
        return folder.resolve("processes");
    }

    /** Ends what a dead run has left of a sandbox. Harmless where there is nothing of the kind. */
    static void endLeftover(Path folder) throws IOException {
        new Guard(folder, begin(folder)).end();
    }

    private static Process begin(Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.command(List.of(folder.toString())))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        // Not in the sandbox's folder, which must go, nor anywhere that somebody may want to unmount.
        return builder.directory(Path.of("/").toFile()).start();
    }

    /**
     * Ends the sandbox and waits for it.
     *
     * @throws IOException when something of it is still there
     */
    void end() throws IOException {
        process.getOutputStream().close();
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // Disposal is what an interruption calls for.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("a local sandbox could not be ended within " + PATIENCE_SECONDS + " s: " + folder);
        }
    }
}
