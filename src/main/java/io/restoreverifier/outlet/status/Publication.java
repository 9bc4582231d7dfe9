package io.restoreverifier.outlet.status;

import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.UsersProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Takes the pages elsewhere by a command of the user's, such as {@code rsync}.
 *
 * @param who for messages
 * @param command for {@code sh -c}; must end with status 0
 */
record Publication(String who, String command) implements Publisher {
    private static final int SHOWN = 300;

    /**
     * @param environment in addition to our own
     * @throws OutletException when the command fails, or does not end in time; it is ended then
     */
    @Override
    public void run(Map<String, String> environment, Duration patience) {
        try {
            Path output = Files.createTempFile("restore-verifier-publish", ".log");
            try {
                run(environment, patience, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new OutletException(who + " cannot be run: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutletException(who + " was interrupted", e);
        }
    }

    private void run(Map<String, String> environment, Duration patience, Path output)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        // A command that asks for a password would wait for ever.
        process.getOutputStream().close();
        OptionalInt status = UsersProgram.status(process, patience);
        if (status.isEmpty()) {
            throw new OutletException(who + " has not ended after " + patience.toSeconds()
                    + " s, and was ended; does it ask for a password?");
        }
        if (status.getAsInt() != 0) {
            throw new OutletException(who + " ended with status " + status.getAsInt() + ": " + lastLine(output));
        }
    }

    private static String lastLine(Path output) throws IOException {
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        String last = lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
        return last.length() > SHOWN ? last.substring(0, SHOWN) : last;
    }
}
