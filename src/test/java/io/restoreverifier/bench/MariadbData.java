package io.restoreverifier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** MariaDB: one shop, as a dump and as a backup by mariadb-backup; made once and kept until {@code target} is removed. */
record MariadbData(Path folder) {
    private static final String IMAGE = "mariadb:10.11";

    /** @param scale about 21 MB of production for each */
    static MariadbData make(Path work, int scale) throws IOException, InterruptedException {
        return make(work, scale, 2);
    }

    /** The same with fewer and longer rows, which do not take an hour to make. */
    static MariadbData large(Path work, int gigabytes) throws IOException, InterruptedException {
        return make(work, gigabytes * 3, 100);
    }

    /** @param repeats of the 32 bytes that each row repeats */
    private static MariadbData make(Path work, int scale, int repeats) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("mariadb-" + scale + "-" + repeats));
        Script.makeOnce(
                "the database",
                folder.resolve("bytes"),
                work,
                List.of(
                        Script.path("make-data-mariadb.sh"),
                        IMAGE,
                        folder.toString(),
                        Integer.toString(scale),
                        Integer.toString(repeats)));
        return new MariadbData(folder);
    }

    List<Candidate> both() throws IOException {
        return List.of(candidate("mariadb-dump", "shop.sql.gz"), candidate("mariadb-backup", "shop.xb.gz"));
    }

    private Candidate candidate(String label, String artifact) throws IOException {
        List<String> tables =
                IntStream.rangeClosed(1, 8).mapToObj(i -> "table_" + i).toList();
        return new Candidate(
                label,
                folder.resolve(artifact),
                Long.parseLong(Files.readString(folder.resolve("bytes")).strip()),
                tables.size() + " tables",
                List.of(
                        Script.path("operator-mariadb.sh"),
                        IMAGE,
                        folder.resolve(artifact).toString(),
                        "shop"),
                "{mariadb: {image: \"" + IMAGE + "\", database: shop}}",
                """
                checks:
                  defaults: off
                  reason: the script asks no more
                  tables: [%s]
                  rows: {%s}
                  check-tables: true
                """.formatted(
                                String.join(", ", tables),
                                tables.stream().map(t -> t + ": {min: 1}").collect(Collectors.joining(", "))));
    }
}
