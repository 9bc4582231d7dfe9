package io.restoreverifier.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for work in progress, on the same file system as its result so that moving is atomic; gone when closed. */
record TemporaryFolder(Path path) implements AutoCloseable {

    private static final String PREFIX = ".restore-report-";

    static TemporaryFolder beside(Path sibling) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(Files.createDirectories(parent(sibling)), PREFIX));
    }

    /** Removes those of a run that was killed while it wrote its report. */
    static void sweepBeside(Path sibling) throws IOException {
        if (!Files.isDirectory(parent(sibling))) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent(sibling), PREFIX + "*")) {
            for (Path each : left) {
                new TemporaryFolder(each).close();
            }
        }
    }

    private static Path parent(Path sibling) {
        Path parent = sibling.toAbsolutePath().getParent();
        return parent == null ? sibling.toAbsolutePath() : parent;
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
