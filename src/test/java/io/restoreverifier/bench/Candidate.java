package io.restoreverifier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One artifact of the benchmark, and how both sides are told to verify it.
 *
 * @param label what tells it from others, also as a file's name
 * @param artifact a file or a folder
 * @param bytes what comes back, in production
 * @param parts of what, for the title
 * @param script the operator's, with its arguments
 * @param restore what an entry says under `restore:`
 * @param questions what an entry says so that it asks what the script does: a block `checks:`
 */
record Candidate(
        String label, Path artifact, long bytes, String parts, List<String> script, String restore, String questions) {

    Candidate {
        script = List.copyOf(script);
    }

    String title() throws IOException {
        return "%s (%,d MB, %s, artifact of %,d MB)".formatted(label, bytes >> 20, parts, size() >> 20);
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(artifact)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** @param asScript whether it asks what the script does, and not what it asks by default */
    String entry(boolean asScript) {
        String entry = """
                backup: %s
                source: {directory: "%s", newest: "%s"}
                restore: %s
                """.formatted(
                        label,
                        artifact.getParent(),
                        artifact.getFileName() + (Files.isDirectory(artifact) ? "/" : ""),
                        restore);
        return asScript ? entry + questions : entry;
    }
}
