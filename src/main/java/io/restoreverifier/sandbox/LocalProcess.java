package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process of a local sandbox: noted for the guard, heard to its end, killed when it is late. */
final class LocalProcess {
    /** What a shell answers for a program that was killed. */
    static final int KILLED = 137;

    private static final Script BEGIN = Script.of("begin.sh");
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Path folder;
    private final Process process;
    private final List<Thread> readers;

    private LocalProcess(Path folder, Process process, List<Thread> readers) {
        this.folder = folder;
        this.process = process;
        this.readers = readers;
    }

    /**
     * Begins it, with an environment that holds nothing of this process's own.
     *
     * @param folder of the sandbox
     */
    static LocalProcess begin(Path folder, List<String> command, LineConsumer output) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(BEGIN.command(arguments))
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", LocalSandbox.SYSTEM_PATH, LocalSandbox.MARK, folder.toString()));
        Process process = builder.start();
        LineSplitter lines = new LineSplitter(output);
        return new LocalProcess(
                folder,
                process,
                List.of(
                        reader(process.getInputStream(), lines, LineConsumer.Stream.OUT),
                        reader(process.getErrorStream(), lines, LineConsumer.Stream.ERR)));
    }

    /**
     * Waits for its end, and for its output to be heard.
     *
     * @throws CannotTell TIMED_OUT or INTERRUPTED; then it was killed
     */
    int await(Command command) {
        try {
            boolean ended = process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                kill();
                throw new CannotTell(
                        FindingCode.TIMED_OUT,
                        command.program() + " did not end within "
                                + command.limit().toSeconds() + " s",
                        "give the backup more time with `timeout:`, or look at why it is slow");
            }
            hearOut();
            return process.exitValue();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, command.program() + " was interrupted", "", e);
        } finally {
            forget();
        }
    }

    /** Without namespaces, what it has begun does not end with it. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void hearOut() throws InterruptedException {
        for (Thread reader : readers) {
            // Something that it left in the background may hold its output open for ever.
            reader.join(LAST_WORDS.toMillis());
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(Guard.processes(folder).resolve(Long.toString(process.pid())));
        } catch (IOException e) {
            // The sandbox was closed meanwhile; and the guard looks at when a process began before it kills one.
        }
    }

    private static Thread reader(InputStream in, LineSplitter lines, LineConsumer.Stream stream) {
        Thread thread = new Thread(() -> read(in, lines, stream), "sandbox-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void read(InputStream in, LineSplitter lines, LineConsumer.Stream stream) {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                lines.accept(stream, Arrays.copyOf(buffer, n));
            }
        } catch (IOException e) {
            // It was killed: what it said until then was heard.
        }
        lines.finish(stream);
    }
}
