package io.restoreverifier.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/** A backup of the sample company: its whole artifacts, and the entry of the catalog that they satisfy. */
enum Sample {
    DATABASE(
            "database",
            "restore-tests/customer-database.yml",
            "fixtures/backups/customers",
            "customers-%s.dump",
            List.of("20261121T021500Z", "20261120T021500Z", "20261119T021500Z")),
    CODE(
            "code base",
            "restore-tests/clientarea-code.yml",
            "fixtures/backups/code",
            "clientarea-%s.tar.gz",
            List.of("20261121T023000Z", "20261120T023000Z", "20261119T023000Z"));

    /** Long ago, so that nothing looks as if it were still being written. */
    private static final FileTime OLD = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    private final String label;
    private final Path entry;
    private final Path artifacts;
    private final String name;
    private final List<String> generations;

    Sample(String label, String entry, String artifacts, String name, List<String> generations) {
        this.label = label;
        this.entry = Path.of(entry);
        this.artifacts = Path.of(artifacts);
        this.name = name;
        this.generations = generations;
    }

    String label() {
        return label;
    }

    /** The YAML of its entry, without the reference of its schema, which most variants would differ from too. */
    String entry() throws IOException {
        return Files.readString(entry).replaceFirst("(?m)^  schema: .*\\R", "");
    }

    /** The name of an artifact: generation 0 is the newest. */
    String name(int generation) {
        return name.formatted(generations.get(generation));
    }

    /** The name it would have had at some other time, as names write it. */
    String nameAt(String time) {
        return name.formatted(time);
    }

    byte[] bytes(int generation) throws IOException {
        return Files.readAllBytes(artifacts.resolve(name(generation)));
    }

    /** Lays an artifact with its checksum into a folder. */
    void copy(int generation, Path folder) throws IOException {
        for (String file : List.of(name(generation), name(generation) + ".sha256")) {
            write(folder.resolve(file), Files.readAllBytes(artifacts.resolve(file)));
        }
    }

    static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, OLD);
    }
}
