package io.restoreverifier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a process to its end and tells how long it took. */
final class Timed {
    private Timed() {}

    /** @return seconds of wall-clock time; a process that fails is no measurement, but an exception with its output */
    static double run(Path work, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createDirectories(work).resolve("output.log");
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (status != 0) {
            throw new IllegalStateException(
                    command.get(0) + " ended with status " + status + ":\n" + Files.readString(output));
        }
        return seconds;
    }
}
