package io.restoreverifier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Code bases with a manifest of all their files: one of many small files, one of few large ones, each in gzip and in zstd;
 * made once and kept until {@code target} is removed.
 */
record CodeData(Path folder) {

    static CodeData make(Path work, BenchOptions options) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("code-" + options.megabytes()));
        if (Script.isToBeMade("the code bases", folder.resolve("bytes"))) {
            int megabytes = options.megabytes();
            new CodeTree(folder.resolve("small"), 20_000, megabytes * 50).write();
            new CodeTree(folder.resolve("large"), 64_000_000, Math.max(1, megabytes / 64)).write();
            Timed.run(work, List.of(Script.path("make-data-code.sh"), folder.toString()));
        }
        return new CodeData(folder);
    }

    List<Candidate> all() throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("bytes"))) {
            String[] parts = line.split(" ");
            for (String wrapper : List.of("gz", "zst")) {
                candidates.add(candidate(parts[0], wrapper, Long.parseLong(parts[1]), parts[2]));
            }
        }
        return List.copyOf(candidates);
    }

    private Candidate candidate(String tree, String wrapper, long bytes, String files) {
        Path artifact = folder.resolve(tree + ".tar." + wrapper);
        return new Candidate(
                tree + "-" + wrapper,
                artifact,
                bytes,
                files + " files",
                List.of(Script.path("operator-code.sh"), artifact.toString()),
                "{files: {}}",
                """
                checks:
                  defaults: off
                  reason: the script asks no more
                  manifest: SHA256SUMS
                """);
    }
}
