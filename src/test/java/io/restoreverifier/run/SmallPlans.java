package io.restoreverifier.run;

import io.restoreverifier.check.Check;
import io.restoreverifier.check.Checks;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.IgnoreRule;
import io.restoreverifier.model.LineSpeed;
import io.restoreverifier.model.Location;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import io.restoreverifier.restore.FilesRestorer;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Plans over archives that lie in memory; nothing of them needs a container. */
final class SmallPlans {
    static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    static final Duration DAY = Duration.ofDays(1);

    private SmallPlans() {}

    /** A plan of files with the default checks. */
    static Plan files(String name, Source source, Duration timeout) {
        return files(name, source, timeout, Checks.read("files", Optional.empty(), ZoneOffset.UTC));
    }

    static Plan files(String name, Source source, Duration timeout, List<Check> checks) {
        Location here = new Location(Path.of("code.yml"), 1);
        Backup backup = new Backup(
                name,
                here,
                new EntryLabels("", "", List.of(), Criticality.NORMAL),
                ZoneOffset.UTC,
                Optional.of(DAY),
                Optional.empty(),
                timeout,
                Optional.empty(),
                List.of(),
                Settings.of(new Node.Mapping(here, Map.of()), new Problems()));
        Settings none = Settings.of(new Node.Mapping(here, Map.of()), new Problems());
        return new Plan(backup, source, FilesRestorer.read(none), checks, SandboxLimits.chosen());
    }

    /** The same plan, declared in a file, with {@code every:}. */
    static Plan every(Duration every, Plan plan, Path file) {
        Backup b = plan.backup();
        Backup backup = new Backup(
                b.name(),
                new Location(file, 1),
                b.labels(),
                b.zone(),
                b.rpo(),
                b.rto(),
                b.timeout(),
                Optional.of(every),
                b.ignored(),
                b.document());
        return new Plan(backup, plan.source(), plan.restorer(), plan.checks(), plan.limits());
    }

    /** The same plan, which would have to be recovered by a line within a time. */
    static Plan line(LineSpeed line, Duration rto, Plan plan) {
        Backup b = plan.backup();
        Backup backup = new Backup(
                b.name(),
                b.location(),
                b.labels(),
                b.zone(),
                b.rpo(),
                Optional.of(rto),
                b.timeout(),
                b.every(),
                b.ignored(),
                Optional.of(line),
                b.keepFailed(),
                b.document());
        return new Plan(backup, plan.source(), plan.restorer(), plan.checks(), plan.limits());
    }

    /** The same plan, which lives with some findings. */
    static Plan ignoring(Plan plan, IgnoreRule... rules) {
        Backup b = plan.backup();
        Backup backup = new Backup(
                b.name(),
                b.location(),
                b.labels(),
                b.zone(),
                b.rpo(),
                b.rto(),
                b.timeout(),
                b.every(),
                List.of(rules),
                b.document());
        return new Plan(backup, plan.source(), plan.restorer(), plan.checks(), plan.limits());
    }

    static Outcome outcome(Plan plan, List<Finding> findings, Instant started) {
        return new Outcome(
                plan.name(),
                "files",
                plan.backup().labels(),
                Finding.verdictOf(findings),
                Optional.of(new Artifact("code", "memory:code", 1, NOW, Artifact.TimeFrom.NAME)),
                "",
                Objective.none(),
                Objective.none(),
                started,
                started.plusSeconds(5),
                List.of(),
                List.of(),
                findings,
                List.of(),
                List.of());
    }

    /** A source with one good archive. */
    static InMemorySource source() {
        return new InMemorySource().with("code", NOW, archive("readme", "hello"));
    }

    static byte[] archive(String name, String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length());
            tar.putArchiveEntry(entry);
            tar.write(content.getBytes(StandardCharsets.UTF_8));
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
