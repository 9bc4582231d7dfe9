package io.restoreverifier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** PostgreSQL: pgbench's tables, which are one large one, and forty equal ones; made once and kept until {@code target} is removed. */
record PostgresqlData(Path folder, String image) {
    private static final List<String> PGBENCH =
            List.of("pgbench_accounts", "pgbench_branches", "pgbench_history", "pgbench_tellers");

    static PostgresqlData make(Path work, BenchOptions options) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("data-" + options.scale()));
        Script.makeOnce(
                "the databases",
                folder.resolve("sizes"),
                work,
                List.of(
                        Script.path("make-data.sh"),
                        options.image(),
                        folder.toString(),
                        Integer.toString(options.scale())));
        return new PostgresqlData(folder, options.image());
    }

    /** Both databases, each as {@code pg_dump -Fc} writes it. */
    List<Candidate> custom() throws IOException {
        return List.of(candidate("pgbench", "pgbench.dump", "pgbench"), candidate("forty", "forty.dump", "forty"));
    }

    /** The other ways to keep PostgreSQL. */
    List<Candidate> otherKinds() throws IOException {
        return List.of(
                candidate("plain-gzip", "pgbench.sql.gz", "pgbench"),
                candidate("directory", "pgbench.dir", "pgbench"),
                candidate("physical-tar", "physical", "pgbench"));
    }

    private Candidate candidate(String label, String artifact, String database) throws IOException {
        List<String> tables = tables(database);
        String rows = tables.stream()
                .map(t -> t + ": {min: " + (t.equals("pgbench_history") ? 0 : 1) + "}")
                .collect(Collectors.joining(", "));
        return new Candidate(
                label,
                folder.resolve(artifact),
                bytes(database),
                tables.size() + " tables",
                List.of(
                        Script.path("operator.sh"),
                        image,
                        folder.resolve(artifact).toString(),
                        database),
                "{postgresql: {image: \"" + image + "\""
                        + (label.startsWith("physical") ? ", database: " + database : "") + "}}",
                """
                checks:
                  defaults: off
                  reason: the script asks no more
                  tables: [%s]
                  rows: {%s}
                  amcheck: true
                """.formatted(String.join(", ", tables), rows));
    }

    private static List<String> tables(String database) {
        return database.equals("pgbench")
                ? PGBENCH
                : IntStream.rangeClosed(1, 40).mapToObj("table_%02d"::formatted).toList();
    }

    private long bytes(String database) throws IOException {
        for (String line : Files.readAllLines(folder.resolve("sizes"))) {
            String[] parts = line.split(" ");
            if (parts[0].equals(database)) {
                return Long.parseLong(parts[1]);
            }
        }
        throw new IllegalStateException(
                folder.resolve("sizes") + " has no size of " + database + ": remove the folder");
    }
}
