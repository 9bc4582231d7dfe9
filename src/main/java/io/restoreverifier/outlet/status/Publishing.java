package io.restoreverifier.outlet.status;

import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.Refused;
import io.restoreverifier.outlet.Retries;
import io.restoreverifier.outlet.Unreached;
import io.restoreverifier.outlet.UsersProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * How a program that takes pages elsewhere has ended.
 *
 * @param status empty when it did not end within the limit; it is ended then
 * @param said what it printed, of standard output and standard error
 */
record Publishing(OptionalInt status, List<String> said, Duration limit) {
    private static final int SHOWN = 300;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /**
     * Runs it once.
     *
     * @param environment in addition to our own
     * @throws OutletException when it cannot be begun
     */
    static Publishing run(List<String> command, Map<String, String> environment, Duration limit)
            throws InterruptedException {
        try {
            Path output = Files.createTempFile("restore-verifier-publish", ".log");
            try {
                return run(command, environment, limit, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new OutletException(command.get(0) + " cannot be run: " + e.getMessage() + "; is it installed?", e);
        }
    }

    /**
     * Runs it until it ends well, or another attempt is of no use.
     *
     * @param who for messages
     * @param passing whether what it ended with may be over the next time
     * @throws OutletException when it did not end well
     */
    static void untilWell(
            String who, List<String> command, Map<String, String> environment, Duration patience, Passing passing) {
        Map<String, String> plain = new HashMap<>(environment);
        // What it says is told apart, and must not be in the language of whoever runs this.
        plain.put("LC_ALL", "C");
        try {
            Retries.USUAL.tell(LONGEST, patience, limit -> {
                Publishing ended = run(command, plain, limit);
                if (ended.isWell()) {
                    return;
                }
                if (passing.test(ended)) {
                    throw new Unreached(ended.trouble());
                }
                throw new Refused(ended.trouble());
            });
        } catch (OutletException e) {
            throw new OutletException(who + " " + e.getMessage(), e);
        }
    }

    /** Tells what may be over the next time from what will not. */
    @FunctionalInterface
    interface Passing extends Predicate<Publishing> {}

    private static Publishing run(List<String> command, Map<String, String> environment, Duration limit, Path output)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        // A command that asks for a password would wait for ever.
        process.getOutputStream().close();
        OptionalInt status = UsersProgram.status(process, limit);
        List<String> said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return new Publishing(status, said, limit);
    }

    boolean isWell() {
        return status.isPresent() && status.getAsInt() == 0;
    }

    /** Whether a line of what it said holds one of these texts. */
    boolean says(List<String> texts) {
        return said.stream().anyMatch(line -> texts.stream().anyMatch(line::contains));
    }

    /** What is wrong, as the end of a sentence. */
    String trouble() {
        if (status.isEmpty()) {
            return "has not ended after " + limit.toSeconds() + " s, and was ended; does it ask for a password?";
        }
        String telling = telling();
        return "ended with status " + status.getAsInt() + ": "
                + (telling.length() > SHOWN ? telling.substring(0, SHOWN) : telling);
    }

    /** The last line; but what ssh says before rsync ends over it is the reason, and so is the first of rsync's own. */
    private String telling() {
        List<String> others =
                said.stream().filter(line -> !line.startsWith("rsync")).toList();
        if (!others.isEmpty()) {
            return others.get(others.size() - 1);
        }
        return said.isEmpty() ? "it said nothing" : said.get(0);
    }
}
