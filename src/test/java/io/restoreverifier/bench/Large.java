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
            case OTHERS -> others(work, options);
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

    /** A cluster by {@code pg_dumpall}, SQLite as a file and as a script, and a file of Redis, whose data lie in memory as a whole. */
    private static List<Candidate> others(Path work, BenchOptions options) throws IOException, InterruptedException {
        List<Candidate> candidates = new ArrayList<>(postgresql(work, options, "large.all.sql.gz"));
        candidates.add(other(work, options, "make-large-sqlite.sh", "large.db", "{sqlite: {}}"));
        candidates.add(other(work, options, "make-large-sqlite.sh", "large.db.sql", "{sqlite: {}}"));
        candidates.add(other(
                work,
                options,
                "make-large-redis.sh",
                "large.rdb",
                "{redis: {}}\nsandbox: {memory: " + (options.gigabytes() * 5 / 4 + 2) + "GiB}"));
        return candidates;
    }

    private static Candidate other(Path work, BenchOptions options, String script, String artifact, String restore)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("large-" + options.gigabytes()));
        Path file = folder.resolve(artifact);
        Script.makeOnce(
                artifact,
                file,
                work,
                List.of(Script.path(script), folder.toString(), Integer.toString(options.gigabytes()), artifact));
        return new Candidate(artifact, file, (long) options.gigabytes() << 30, "rows of 1 kB", List.of(), restore, "");
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
