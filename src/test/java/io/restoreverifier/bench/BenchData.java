package io.restoreverifier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The databases of the benchmark, dumped with {@code -Fc}; made once and kept until {@code target} is removed. */
record BenchData(List<Database> databases) {

    /**
     * @param name of the database
     * @param bytes its size in production, with indexes
     * @param tables their names, for the counts
     */
    record Database(String name, Path dump, long bytes, List<String> tables) {
        String title() throws IOException {
            return "%s (%,d MB, %d tables, dump of %,d MB)"
                    .formatted(name, bytes >> 20, tables.size(), Files.size(dump) >> 20);
        }
    }

    static BenchData make(Path work, BenchOptions options) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("data-" + options.scale()));
        Path sizes = folder.resolve("sizes");
        if (!Files.isRegularFile(sizes)) {
            System.out.println("making the databases, which takes a few minutes, once");
            Timed.run(
                    work,
                    List.of(
                            Script.path("make-data.sh"),
                            options.image(),
                            folder.toString(),
                            Integer.toString(options.scale())));
        }
        List<Database> databases = new ArrayList<>();
        for (String line : Files.readAllLines(sizes)) {
            String[] parts = line.split(" ");
            databases.add(new Database(
                    parts[0], folder.resolve(parts[0] + ".dump"), Long.parseLong(parts[1]), tables(parts[0])));
        }
        return new BenchData(List.copyOf(databases));
    }

    private static List<String> tables(String database) {
        if (database.equals("pgbench")) {
            return List.of("pgbench_accounts", "pgbench_branches", "pgbench_history", "pgbench_tellers");
        }
        List<String> tables = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            tables.add("table_%02d".formatted(i));
        }
        return tables;
    }
}
