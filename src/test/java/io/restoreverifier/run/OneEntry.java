package io.restoreverifier.run;

import io.restoreverifier.history.History;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Severity;
import io.restoreverifier.sandbox.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/** A catalog of one entry in a folder of its own, verified as a run does, on one engine for all; without a report. */
final class OneEntry implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

    /** Long enough ago for nobody to wait whether it is still being written. */
    private static final Instant WRITTEN = NOW.minus(Duration.ofMinutes(30));

    private static final String FILE = "entry.yml";

    private final Path folder;
    private final Instant now;
    private final String sandbox;
    private final RunFolder run;
    private final Engine engine;
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();

    OneEntry(Path folder) throws IOException {
        this(folder, NOW, "auto");
    }

    private OneEntry(Path folder, Instant now, String sandbox) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.now = now;
        this.sandbox = sandbox;
        // Where runs have theirs: sockets of gpg want short paths.
        this.run = RunFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
        History.unpackInto(run.folder("h"));
        RunOptions options = options();
        this.engine = new Engine(
                options.sandbox(), run, Prepared.read(options).catalog().images(), options.postgresql());
    }

    /** Verifies what lies in {@code backups} of a folder, as of today. */
    static Outcome verifyToday(Path folder, String newest, String restore, String lines) throws IOException {
        return verifyAt(Instant.now(), folder, newest, restore, lines);
    }

    /** The same as of the day of the samples. */
    static Outcome verifyOnTheDay(Path folder, String newest, String restore, String lines) throws IOException {
        return verifyAt(NOW, folder, newest, restore, lines);
    }

    private static Outcome verifyAt(Instant now, Path folder, String newest, String restore, String lines)
            throws IOException {
        try (OneEntry entry = new OneEntry(folder, now, "auto")) {
            return entry.verify(newest, restore, lines);
        }
    }

    /**
     * Verifies what a whole entry says, as of the day of the samples.
     *
     * @param folder that its paths begin at
     * @param sandbox as {@code -Drestore.sandbox} has it
     */
    static Outcome verifyEntry(Path folder, String sandbox, String yaml) throws IOException {
        Files.writeString(folder.resolve(FILE), yaml);
        try (OneEntry entry = new OneEntry(folder, NOW, sandbox)) {
            return entry.verify(entry.options());
        }
    }

    /** Where artifacts are laid. */
    Path backups() throws IOException {
        return Files.createDirectories(folder.resolve("backups"));
    }

    /** Leaves nothing of what was laid there before. */
    OneEntry laying(String name, byte[] artifact) throws IOException {
        try (Stream<Path> before = Files.list(backups())) {
            for (Path file : before.toList()) {
                Files.delete(file);
            }
        }
        return adding(name, artifact);
    }

    OneEntry adding(String name, byte[] content) throws IOException {
        Path file = Files.write(backups().resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
        return this;
    }

    /**
     * Verifies the newest artifact.
     *
     * @param newest its pattern
     * @param restore the section, in one line
     * @param lines further sections
     */
    Outcome verify(String newest, String restore, String lines) throws IOException {
        return verify(newest, restore, lines, options());
    }

    /** As a run that writes what others hold against. */
    Outcome writeReferences(String newest, String restore, String lines) throws IOException {
        Properties properties = properties();
        properties.setProperty("restore.write-references", "true");
        return verify(newest, restore, lines, RunOptions.from(properties));
    }

    private Outcome verify(String newest, String restore, String lines, RunOptions options) throws IOException {
        Files.writeString(folder.resolve(FILE), """
                backup: one
                source: {directory: backups, newest: "%s"}
                restore: %s
                """.formatted(newest, restore) + lines);
        return verify(options);
    }

    private Outcome verify(RunOptions options) throws IOException {
        Plan plan = Prepared.read(options).plans().get(0);
        Surroundings surroundings =
                new Surroundings(engine::sandboxes, Admission.ofAll(), run, now, Progress.SILENT, Masking.NONE);
        return new Verification(plan, surroundings, new Stopwatch(), alarms).verify();
    }

    private RunOptions options() throws IOException {
        return RunOptions.from(properties());
    }

    private Properties properties() throws IOException {
        Path entry = folder.resolve(FILE);
        if (!Files.exists(entry)) {
            Files.writeString(
                    entry, "backup: one\nsource: {directory: backups, newest: \"*\"}\nrestore: {files: {}}\n");
        }
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", entry.toString());
        properties.setProperty("restore.sandbox", sandbox);
        properties.setProperty("restore.postgresql", System.getProperty("restore.postgresql", ""));
        return properties;
    }

    @Override
    public void close() {
        alarms.shutdownNow();
        engine.close();
        run.close();
    }

    static List<String> errors(Outcome outcome) {
        return told(outcome, Severity.ERROR);
    }

    static List<String> told(Outcome outcome, Severity severity) {
        return outcome.findings().stream()
                .filter(f -> f.severity() == severity)
                .map((Finding f) -> f.code() + ": " + f.message())
                .toList();
    }

    static CheckResult result(Outcome outcome, String check, String subject) {
        return outcome.checks().stream()
                .filter(c -> c.check().equals(check) && c.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(outcome.checks() + " " + outcome.findings()));
    }
}
