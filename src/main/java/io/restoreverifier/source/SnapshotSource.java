package io.restoreverifier.source;

import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.remote.Snapshot;
import io.restoreverifier.remote.SnapshotStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Artifacts that are snapshots in the repository of a backup program: each is what it holds, as one tar archive, or one file
 * of it. How long that is nobody knows before it was read.
 */
final class SnapshotSource implements Source {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final SnapshotStore store;
    private final SnapshotChoice choice;

    SnapshotSource(SnapshotStore store, SnapshotChoice choice) {
        this.store = store;
        this.choice = choice;
    }

    @Override
    public Located locate(Instant now) {
        List<Snapshot> all = store.snapshots();
        List<Snapshot> ours = all.stream().filter(choice::takes).toList();
        List<Finding> findings = new ArrayList<>();
        if (choice.host().isEmpty()) {
            findings.addAll(HostSilence.of(ours, choice.hosts(), now));
        }
        if (ours.isEmpty() && !all.isEmpty()) {
            findings.add(noneOfOurs(all));
        }
        List<Artifact> artifacts = new ArrayList<>();
        for (Snapshot snapshot : ours) {
            if (snapshot.time().isAfter(now.plus(TOLERANCE))) {
                findings.add(fromTheFuture(snapshot, now));
            } else {
                artifacts.add(artifact(snapshot));
            }
        }
        artifacts.sort(Comparator.comparing(Artifact::producedAt)
                .thenComparing(Artifact::name)
                .reversed());
        return new Located(artifacts, findings);
    }

    private Artifact artifact(Snapshot snapshot) {
        return new Artifact(
                snapshot.id(),
                store.location() + "#" + snapshot.id()
                        + choice.part().map(part -> ":" + part).orElse(""),
                Artifact.UNMEASURED,
                snapshot.time(),
                TimeFrom.CONTENT);
    }

    @Override
    public InputStream open(Artifact artifact) throws IOException {
        return store.open(artifact.name(), choice.part());
    }

    @Override
    public Optional<Checksum> checksum(Artifact artifact) {
        return Optional.empty();
    }

    @Override
    public Source beside(String pattern) {
        return new NothingBeside(store.location());
    }

    /** Whatever lies in the repository is of some snapshot. */
    @Override
    public Predicate<String> takes() {
        String repository = store.location();
        return location -> location.equals(repository)
                || location.startsWith(repository + "/")
                || location.startsWith(repository + "#");
    }

    @Override
    public boolean requiresChecksum() {
        return false;
    }

    /** Each chunk is named by its own digest, and held against it when it is read. */
    @Override
    public boolean provesWhatItGives() {
        return true;
    }

    @Override
    public Optional<OwnCheck> ownCheck() {
        return Optional.of(new OwnCheck() {
            @Override
            public String command() {
                return store.check();
            }

            @Override
            public Optional<String> damage(Duration limit) {
                return store.damage(limit);
            }
        });
    }

    private Finding noneOfOurs(List<Snapshot> all) {
        String hosts = String.join(
                ", ",
                all.stream()
                        .map(snapshot -> SafeName.shown(snapshot.host()))
                        .distinct()
                        .sorted()
                        .limit(5)
                        .toList());
        return Finding.info(
                FindingCode.ARTIFACT_MISSING,
                Stage.LOCATE,
                "",
                "none of " + all.size() + " snapshots in " + store.location() + " is of this entry; they are of "
                        + hosts,
                "hold `host`, `path`, `tags` and `newest` against: " + store.program() + " "
                        + (store.program().equals("borg") ? "list" : "snapshots"));
    }

    private static Finding fromTheFuture(Snapshot snapshot, Instant now) {
        return Finding.error(
                FindingCode.ARTIFACT_FROM_THE_FUTURE,
                Stage.LOCATE,
                snapshot.id(),
                snapshot.id() + " was not taken: its time " + snapshot.time() + " is "
                        + Durations.format(Duration.between(now, snapshot.time())) + " after now, " + now,
                "check the clock of host " + SafeName.shown(snapshot.host()));
    }
}
