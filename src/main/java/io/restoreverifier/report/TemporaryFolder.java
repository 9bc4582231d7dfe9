package io.restoreverifier.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for work in progress, on the same file system as its result so that moving is atomic; gone when closed. */
record TemporaryFolder(Path path) implements AutoCloseable {

    static TemporaryFolder beside(Path sibling) throws IOException {
        Path parent = sibling.toAbsolutePath().getParent();
        return new TemporaryFolder(Files.createTempDirectory(
                Files.createDirectories(parent == null ? sibling.toAbsolutePath() : parent), ".restore-report-"));
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> walk = Files.walk(path)) {
            deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
        }
    }
}
