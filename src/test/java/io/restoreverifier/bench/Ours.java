package io.restoreverifier.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A restore test by Restore Verifier, from the runnable jar.
 *
 * @param questions what is asked of what comes back
 */
record Ours(Candidate candidate, Path work, Questions questions) {

    /** Those of the script, or what is asked when the entry says nothing of checks. */
    enum Questions {
        OF_THE_SCRIPT,
        BY_DEFAULT
    }

    /**
     * One run.
     *
     * @param wall of the process, in seconds, the JVM's start and the report included
     * @param backup from the first stage to the last
     * @param stages seconds of each
     * @param rows seconds of the pass over every table that counts and compares rows
     */
    record Run(double wall, double backup, Map<String, Double> stages, double rows) {
        /** What is not the sandbox's own work: all but restore and check. */
        double overhead() {
            return backup - stages.getOrDefault("restore", 0.0) - stages.getOrDefault("check", 0.0);
        }
    }

    Run run() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("ours-" + candidate.label() + "-" + questions));
        Path catalog =
                Files.writeString(folder.resolve("backup.yml"), candidate.entry(questions == Questions.OF_THE_SCRIPT));
        Path report = folder.resolve("report");
        double wall = Timed.run(
                work,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        Path.of("target/restore-verifier.jar").toAbsolutePath().toString(),
                        "verify",
                        catalog.toString(),
                        "--report",
                        report.toString(),
                        "--history",
                        folder.resolve("history").toString()));
        return read(report.resolve("report.json"), wall);
    }

    private Run read(Path report, double wall) throws IOException {
        JsonNode entry = new ObjectMapper().readTree(report.toFile()).at("/backups/0");
        if (!entry.at("/verdict").asText().equals("PASSED")) {
            throw new IllegalStateException("a restore test that does not pass is no measurement: " + entry);
        }
        Map<String, Double> stages = new LinkedHashMap<>();
        entry.at("/stages")
                .forEach(s ->
                        stages.put(s.at("/stage").asText(), s.at("/seconds").asDouble()));
        Duration backup = Duration.between(
                Instant.parse(entry.at("/started").asText()),
                Instant.parse(entry.at("/finished").asText()));
        double rows = 0;
        for (JsonNode check : entry.at("/checks")) {
            boolean ofRows = List.of("row-exact", "restored-something", "checksum-table")
                    .contains(check.at("/check").asText());
            rows += ofRows ? check.at("/seconds").asDouble() : 0;
        }
        return new Run(wall, backup.toMillis() / 1000.0, stages, rows);
    }
}
