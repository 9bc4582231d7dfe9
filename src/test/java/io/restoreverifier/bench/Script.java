package io.restoreverifier.bench;

import java.nio.file.Path;

/** The shell scripts of the benchmark. */
final class Script {
    private Script() {}

    static String path(String name) {
        return Path.of("src/test/resources/bench", name).toAbsolutePath().toString();
    }
}
