package io.restoreverifier.source;

import io.restoreverifier.archive.TreeTar;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.remote.BackupSet;
import io.restoreverifier.remote.BackupSets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Artifacts that are backups of a PostgreSQL server in the repository of a program that restores them: each is the tar archive
 * of the data directory that the program's own restore makes, with the WAL that was archived since. How long that is nobody knows before.
 */
final class BackupSetSource implements Source {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final BackupSets sets;
    private final Optional<NamePattern> newest;

    private BackupSetSource(BackupSets sets, Optional<NamePattern> newest) {
        this.sets = sets;
        this.newest = newest;
    }

    /** Reads the key {@code newest}. */
    static Source read(Settings settings, ZoneId zone, BackupSets sets) {
        return new BackupSetSource(
                sets,
                settings.has("newest") ? Optional.of(Choice.read(settings, zone).pattern()) : Optional.empty());
    }

    @Override
    public Located locate(Instant now) {
        List<Finding> findings = new ArrayList<>();
        List<Artifact> artifacts = new ArrayList<>();
        for (BackupSet set : sets(findings)) {
            if (set.time().isAfter(now.plus(TOLERANCE))) {
                findings.add(fromTheFuture(set, now));
            } else if (newest.map(pattern -> pattern.matches(set.label())).orElse(true)) {
                artifacts.add(new Artifact(
                        set.label(), sets.location(set.label()), Artifact.UNMEASURED, set.time(), TimeFrom.CONTENT));
            }
        }
        artifacts.sort(Comparator.comparing(Artifact::producedAt)
                .thenComparing(Artifact::name)
                .reversed());
        return new Located(artifacts, findings);
    }

    private List<BackupSet> sets(List<Finding> findings) {
        try {
            return sets.sets();
        } catch (BrokenArtifact e) {
            findings.add(e.toFinding(Stage.LOCATE, sets.location("")));
            return List.of();
        }
    }

    /** Not without a folder to restore into. */
    @Override
    public InputStream open(Artifact artifact) throws IOException {
        throw new IOException(sets.program() + " has to restore " + artifact.name() + " before it can be read");
    }

    @Override
    public InputStream open(Artifact artifact, Path room) throws IOException {
        return TreeTar.open(sets.restore(artifact.name(), room).toRealPath());
    }

    @Override
    public Optional<Checksum> checksum(Artifact artifact) {
        return Optional.empty();
    }

    @Override
    public Source beside(String pattern) {
        return new NothingBeside(sets.location(""));
    }

    /** Whatever lies there is of some backup. */
    @Override
    public Predicate<String> takes() {
        String all = sets.location("");
        return location -> location.startsWith(all);
    }

    @Override
    public boolean requiresChecksum() {
        return false;
    }

    @Override
    public boolean provesWhatItGives() {
        return sets.provesWhatItGives();
    }

    @Override
    public boolean bringsArchivedWal() {
        return true;
    }

    @Override
    public Optional<OwnCheck> ownCheck() {
        return Optional.of(new OwnCheck() {
            @Override
            public String command() {
                return sets.check();
            }

            @Override
            public Optional<String> damage(Duration limit) {
                return sets.damage(limit);
            }
        });
    }

    private static Finding fromTheFuture(BackupSet set, Instant now) {
        return Finding.error(
                FindingCode.ARTIFACT_FROM_THE_FUTURE,
                Stage.LOCATE,
                set.label(),
                set.label() + " was not taken: its time " + set.time() + " is "
                        + Durations.format(Duration.between(now, set.time())) + " after now, " + now,
                "check the clock of the machine that makes the backups");
    }
}
