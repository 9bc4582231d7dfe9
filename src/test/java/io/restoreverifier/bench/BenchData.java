package io.restoreverifier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The databases of the benchmark, dumped with {@code -Fc}; made once and kept until {@code target} is removed. */
record BenchData(List<Database> databases) {

    /**
     * @param kind of what was made of it
     * @param name of the database
     * @param bytes its size in production, with indexes
     * @param tables their names, for the counts
     */
    record Database(Kind kind, String name, Path dump, long bytes, List<String> tables) {
        /** What tells it from others. */
        String label() {
            return kind == Kind.POSTGRESQL
                    ? name
                    : kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String title() throws IOException {
            return "%s (%,d MB, %d tables, dump of %,d MB)"
                    .formatted(label(), bytes >> 20, tables.size(), Files.size(dump) >> 20);
        }
    }

    /**
     * What is restored, by whom, and what is asked beside tables and rows.
     *
     * @param script of the operator
     */
    enum Kind {
        POSTGRESQL("postgresql", "operator.sh", "amcheck: true"),
        MARIADB_DUMP("mariadb", "operator-mariadb.sh", "check-tables: true"),
        MARIADB_BACKUP("mariadb", "operator-mariadb.sh", "check-tables: true");

        private final String restorer;
        private final String script;
        private final String check;

        Kind(String restorer, String script, String check) {
            this.restorer = restorer;
            this.script = script;
            this.check = check;
        }

        String restorer() {
            return restorer;
        }

        String script() {
            return script;
        }

        String check() {
            return check;
        }
    }

    static BenchData make(Path work, BenchOptions options) throws IOException, InterruptedException {
        return options.mariadb() ? mariadb(work, options) : postgresql(work, options);
    }

    private static BenchData mariadb(Path work, BenchOptions options) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("mariadb-" + options.scale()));
        if (!Files.isRegularFile(folder.resolve("bytes"))) {
            System.out.println("making the database, which takes a few minutes, once");
            Timed.run(
                    work,
                    List.of(
                            Script.path("make-data-mariadb.sh"),
                            options.image(),
                            folder.toString(),
                            Integer.toString(options.scale())));
        }
        long bytes = Long.parseLong(Files.readString(folder.resolve("bytes")).strip());
        List<String> tables =
                IntStream.rangeClosed(1, 8).mapToObj(i -> "table_" + i).toList();
        return new BenchData(List.of(
                new Database(Kind.MARIADB_DUMP, "shop", folder.resolve("shop.sql.gz"), bytes, tables),
                new Database(Kind.MARIADB_BACKUP, "shop", folder.resolve("shop.xb.gz"), bytes, tables)));
    }

    private static BenchData postgresql(Path work, BenchOptions options) throws IOException, InterruptedException {
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
                    Kind.POSTGRESQL,
                    parts[0],
                    folder.resolve(parts[0] + ".dump"),
                    Long.parseLong(parts[1]),
                    tables(parts[0])));
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
