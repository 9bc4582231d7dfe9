package io.restoreverifier.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A restore test, with all default checks, of one artifact of a database that is far larger than the memory it may use. */
record Large(String label, long bytes, Ours.Run run) {
    static List<Large> measure(Path work, BenchOptions options) throws IOException, InterruptedException {
        List<Large> measured = new ArrayList<>();
        for (Candidate candidate : candidates(work, options)) {
            Large large = new Large(
                    candidate.label(), candidate.bytes(), new Ours(candidate, work, Ours.Questions.BY_DEFAULT).run());
            large.print(System.out);
            measured.add(large);
        }
        return measured;
    }

    private static List<Candidate> candidates(Path work, BenchOptions options)
            throws IOException, InterruptedException {
        return switch (options.subject()) {
            case CUSTOM_DUMPS -> postgresql(work, options, "large.dump");
            case KINDS -> postgresql(work, options, "large.sql.gz", "large.dir", "large.physical");
            case MARIADB -> MariadbData.large(work, options.gigabytes()).both();
            case CODE -> throw new IllegalArgumentException("--code is large by --megabytes=10000");
        };
    }

    private static List<Candidate> postgresql(Path work, BenchOptions options, String... artifacts)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("large-" + options.gigabytes()));
        List<Candidate> candidates = new ArrayList<>();
        for (String artifact : artifacts) {
            Script.makeOnce(
                    artifact,
                    folder.resolve(artifact),
                    work,
                    List.of(
                            Script.path("make-large.sh"),
                            options.image(),
                            folder.toString(),
                            Integer.toString(options.gigabytes()),
                            artifact));
            candidates.add(new Candidate(
                    artifact,
                    folder.resolve(artifact),
                    (long) options.gigabytes() << 30,
                    "2 tables",
                    List.of(),
                    "{postgresql: {image: \"" + options.image() + "\""
                            + (artifact.endsWith("physical") ? ", database: large" : "") + "}}",
                    ""));
        }
        return candidates;
    }

    private void print(PrintStream out) {
        out.printf(
                "%n%s, a database of %,d MB with -Xmx256m: PASSED in %.0f s, of which %s%n",
                label, bytes >> 20, run.wall(), run.stages());
    }

    static byte[] json(List<Large> measured) throws IOException {
        return Comparison.JSON.writeValueAsBytes(measured);
    }
}
