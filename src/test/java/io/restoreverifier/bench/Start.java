package io.restoreverifier.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From {@code mvn verify -DskipUnitTests} to the first stage of the first backup. */
record Start(Figures seconds) {

    static Start measure(Path work, int runs) throws IOException, InterruptedException {
        Path catalog = Files.createDirectories(work.resolve("start"));
        Files.writeString(catalog.resolve("code.yml"), """
                backup: code
                source: {directory: "%s", newest: "clientarea-*.tar.gz"}
                restore: {files: {strip: 1}}
                """.formatted(
                        Path.of("fixtures/backups/code").toAbsolutePath()));
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            seconds.add(once(work, catalog));
        }
        return new Start(Figures.of(seconds));
    }

    private static double once(Path work, Path catalog) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process maven = new ProcessBuilder(
                        "mvn",
                        "--batch-mode",
                        "--no-transfer-progress",
                        "verify",
                        "-DskipUnitTests",
                        "-Drestore.catalog=" + catalog,
                        "-Drestore.report=" + work.resolve("start-report"),
                        "-Drestore.history=" + work.resolve("start-history"))
                .redirectErrorStream(true)
                .start();
        double first = -1;
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = maven.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (first < 0 && line.matches(".*\\bcode +locate\\b.*")) {
                    first = (System.nanoTime() - begun) / 1e9;
                }
            }
        }
        if (maven.waitFor() != 0 || first < 0) {
            throw new IllegalStateException("mvn verify did not pass:\n" + output);
        }
        return first;
    }

    void print(PrintStream out) {
        out.printf("%nstart of `mvn verify -DskipUnitTests` to the first stage: %s%n", seconds);
    }

    byte[] json() throws IOException {
        return Comparison.JSON.writeValueAsBytes(Map.of("secondsToTheFirstStage", seconds));
    }
}
