package io.restoreverifier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The shell scripts of the benchmark. */
final class Script {
    private Script() {}

    static String path(String name) {
        return Path.of("src/test/resources/bench", name).toAbsolutePath().toString();
    }

    /** Whether something that is kept until {@code target} is removed is not there yet; then it is told that it is made. */
    static boolean isToBeMade(String what, Path made) {
        if (Files.exists(made)) {
            return false;
        }
        System.out.println("making " + what + ", which takes a few minutes, once");
        return true;
    }

    /** Lets a command make such a thing where it is not there yet. */
    static void makeOnce(String what, Path made, Path work, List<String> command)
            throws IOException, InterruptedException {
        if (isToBeMade(what, made)) {
            Timed.run(work, command);
            age(made.getParent());
        }
    }

    /** An artifact that was written a moment ago is looked at twice, in case somebody writes to it still. */
    private static void age(Path folder) throws IOException {
        FileTime hourAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.filter(Files::isWritable).toList()) {
                Files.setLastModifiedTime(one, hourAgo);
            }
        }
    }
}
