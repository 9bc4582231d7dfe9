package io.restoreverifier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
        }
    }
}
