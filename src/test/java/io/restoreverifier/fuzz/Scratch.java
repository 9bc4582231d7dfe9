package io.restoreverifier.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what has to be a file, in memory where the system has such a place: it is written anew each time. */
public final class Scratch {
    private static final Path FOLDER = make();

    private Scratch() {}

    private static Path make() {
        Path memory = Path.of("/dev/shm");
        try {
            Path folder = Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "restore-verifier-fuzz")
                    : Files.createTempDirectory("restore-verifier-fuzz");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path file(byte[] bytes) throws IOException {
        return Files.write(FOLDER.resolve("bytes"), bytes);
    }

    /** Two folders down, so that what climbs has where to climb to. */
    public static Path emptyTree() throws IOException {
        Path around = FOLDER.resolve("around");
        delete(around);
        return Files.createDirectories(around.resolve("tree"));
    }

    public static void refuseAnythingBeside(Path tree) throws IOException {
        for (Path folder : List.of(tree.getParent(), FOLDER)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> !List.of("tree", "around", "bytes")
                                .contains(file.getFileName().toString()))
                        .findAny()
                        .ifPresent(file -> {
                            throw new AssertionError("written outside of the tree: " + file);
                        });
            }
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
