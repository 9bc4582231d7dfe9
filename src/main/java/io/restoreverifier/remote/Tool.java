package io.restoreverifier.remote;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program of this machine that reads for us. Its secret goes to its standard input, and so is in no list of arguments, no
 * environment and no file. It has the environment of this process, without what would set up such programs otherwise.
 *
 * @param environment added to it
 */
record Tool(String program, String debianPackage, String secret, Map<String, String> environment) {
    private static final int LONGEST_ANSWER = 64 << 20;
    private static final int LONGEST_WORDS = 1 << 20;

    /** What it said. */
    record Answer(int status, String output, String errors) {}

    /**
     * Runs it to its end.
     *
     * @throws CannotTell TIMED_OUT, INTERRUPTED, or TOOL_FAILED when there is no such program
     */
    Answer run(List<String> arguments, Duration limit) {
        Process process = start(arguments);
        CompletableFuture<String> errors = said(process.getErrorStream(), LONGEST_WORDS);
        CompletableFuture<String> output = said(process.getInputStream(), LONGEST_ANSWER);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw tooLate(limit);
            }
            return new Answer(process.exitValue(), output.join(), errors.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while " + program + " ran", "", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts it for what it writes; whoever reads it to its end asks for {@link Running#end}. */
    Running open(List<String> arguments) {
        Process process = start(arguments);
        return new Running(process, said(process.getErrorStream(), LONGEST_WORDS));
    }

    /** One that gives bytes. */
    record Running(Process process, CompletableFuture<String> errors) {
        InputStream output() {
            return process.getInputStream();
        }

        /** Waits for its end, which is near when its output has ended. */
        Answer end() throws IOException {
            try {
                return new Answer(process.waitFor(), "", errors.join());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException("interrupted while waiting for a program");
            }
        }

        /** Also what it has started, which else would wait on for what it reads. */
        void kill() {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
            }
            process.destroyForcibly();
        }
    }

    CannotTell tooLate(Duration limit) {
        return new CannotTell(
                FindingCode.TIMED_OUT,
                program + " did not end within " + limit.toSeconds() + " s",
                "give it more time: `timeout:`");
    }

    private Process start(List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder(arguments).directory(new File("/"));
        builder.environment().keySet().removeIf(name -> name.matches("(RESTIC|BORG|RCLONE|PGBACKREST|BARMAN)_.*"));
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            give(process);
            return process;
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "there is no " + program + " on this machine to read with",
                    "install it (Debian and Ubuntu: apt-get install " + debianPackage + ")",
                    e);
        }
    }

    /** A program that ends before it has read its secret says itself why. */
    private void give(Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write((secret + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return;
        }
    }

    private static CompletableFuture<String> said(InputStream stream, int longest) {
        CompletableFuture<String> said = new CompletableFuture<>();
        Thread reader = new Thread(() -> said.complete(read(stream, longest)), "words-of-a-program");
        reader.setDaemon(true);
        reader.start();
        return said;
    }

    /** What is beyond the longest is read and dropped, since a program must not wait for us. */
    private static String read(InputStream in, int longest) {
        try (in) {
            String text = new String(in.readNBytes(longest), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            return text;
        } catch (IOException e) {
            return "";
        }
    }

    /** Keeps the secret out of what is printed by accident. */
    @Override
    public String toString() {
        return program;
    }
}
