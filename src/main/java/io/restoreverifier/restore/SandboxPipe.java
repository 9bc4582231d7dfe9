package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A named pipe between this process and a command in a sandbox: what goes through it lies on no disk. For one command; the
 * caller closes it when that has ended.
 */
final class SandboxPipe implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path outside;
    private final String inside;

    /** What one side does with its end of the pipe. */
    @FunctionalInterface
    interface Side {
        void use(Path pipe) throws IOException;
    }

    private SandboxPipe(Path outside, String inside) {
        this.outside = outside;
        this.inside = inside;
    }

    /**
     * Makes one.
     *
     * @param name of the file, in the folder that both sides see
     * @throws CannotTell TOOL_FAILED when the sandbox cannot make it
     */
    static SandboxPipe in(Sandbox sandbox, String name) {
        SandboxPipe pipe = new SandboxPipe(sandbox.sharedOutside().resolve(name), sandbox.sharedInside() + "/" + name);
        int status = sandbox.run(Command.of(LIMIT, "mkfifo", "-m", "0666", pipe.inside), (stream, text) -> {});
        if (status != 0) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "mkfifo in " + sandbox.info().equipment() + " ended with status " + status,
                    "name an image that has it (coreutils or busybox)");
        }
        return pipe;
    }

    /** Where commands see it. */
    String inside() {
        return inside;
    }

    /**
     * Runs a command that uses the pipe, and the other side of it meanwhile.
     *
     * @return what the command returns
     * @throws IOException that of the side, which is about what it reads or writes besides the pipe: that the command went
     *     away before it took all is not one
     */
    int run(IntSupplier command, Side side) throws IOException {
        FutureTask<@Nullable IOException> other = new FutureTask<>(() -> {
            try {
                side.use(outside);
                return null;
            } catch (IOException e) {
                return isPipe(e) ? null : e;
            }
        });
        Thread thread = new Thread(other, "sandbox-pipe");
        thread.setDaemon(true);
        thread.start();
        int status;
        try {
            status = command.getAsInt();
        } finally {
            release(other);
        }
        IOException trouble = trouble(other);
        if (trouble != null) {
            throw trouble;
        }
        return status;
    }

    /** Whoever waits for the other end gets it, and then an end of file or a broken pipe. */
    private void release(FutureTask<?> other) throws IOException {
        while (!other.isDone()) {
            try (RandomAccessFile both = new RandomAccessFile(outside.toFile(), "rw")) {
                both.getFD();
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while a pipe was emptied", "", e);
            }
        }
    }

    private static @Nullable IOException trouble(FutureTask<@Nullable IOException> other) {
        try {
            return other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while a pipe was used", "", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static boolean isPipe(IOException e) {
        return String.valueOf(e.getMessage()).contains("Broken pipe");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(outside);
        } catch (IOException e) {
            // It goes with the folder of the sandbox.
        }
    }
}
