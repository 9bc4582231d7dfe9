package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Deletion;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Status;
import io.restoreverifier.placement.Ground;
import io.restoreverifier.placement.Pairing;
import io.restoreverifier.placement.Rotation;
import io.restoreverifier.placement.Standing;
import io.restoreverifier.source.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run does with the copies of a backup: looks at each, restores the one whose turn it is, compares them all. */
final class CopyNight {
    /** As the history calls that a copy was restored. */
    static final String RESTORED = "copy-restored";

    /** A dead mount must not hold up the night. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Plan plan;
    private final Copies copies;
    private final List<Artifact> source;
    private final Surroundings run;
    private final List<SeenCopy> seen;
    /** The turn of each copy that has something, the source's first. */
    private final Map<Standing, Turn> turns = new LinkedHashMap<>();

    private final Turn turn;
    private final SameFile sameFile = new SameFile();

    private CopyNight(Plan plan, List<Artifact> source, Surroundings run, List<SeenCopy> seen) {
        this.plan = plan;
        this.copies = plan.copies();
        this.source = source;
        this.run = run;
        this.seen = seen;
        this.turn = chosen();
    }

    /** Looks at all of them, side by side. */
    static CopyNight begin(Plan plan, List<Artifact> source, Surroundings run, Expiry expiry) {
        Duration patience = expiry.left().compareTo(PATIENCE) < 0 ? expiry.left() : PATIENCE;
        Reach reach = Reach.of(plan.restorer());
        List<SeenCopy> seen = Looks.at(
                plan.copies().others(), copy -> SeenCopy.look(copy, reach, run.now()), patience, SeenCopy::unseen);
        run.sightings().saw(plan, source, seen);
        return new CopyNight(plan, source, run, seen);
    }

    /** The one that is unproven for the longest, of those that have something. */
    Turn turn() {
        return turn;
    }

    private Turn chosen() {
        turns.put(copies.own(), new Turn(plan, copies.own(), source.get(0), true));
        for (SeenCopy copy : seen) {
            if (!copy.artifacts().isEmpty()) {
                turns.put(
                        copy.copy().standing(),
                        new Turn(
                                plan.from(copy.copy()),
                                copy.copy().standing(),
                                copy.artifacts().get(0),
                                pairing(copy).lag().isZero()));
            }
        }
        Standing next = rotation().next(List.copyOf(turns.keySet()));
        return Objects.requireNonNull(turns.get(next));
    }

    /** What may bring us back when the one that was restored does not: the same elsewhere, then what is older there. */
    List<Turn> fallbacks() {
        Stream<Turn> elsewhere = turns.values().stream().filter(other -> other.isNewest() && !other.equals(turn));
        Stream<Turn> older =
                listed().stream().skip(1).map(artifact -> new Turn(turn.plan(), turn.standing(), artifact, false));
        return Stream.concat(elsewhere.map(Turn::whateverItsAge), older).toList();
    }

    /** All that the copy lists whose turn it is. */
    private List<Artifact> listed() {
        return seen.stream()
                .filter(copy -> copy.copy().standing().equals(turn.standing()))
                .map(SeenCopy::artifacts)
                .findFirst()
                .orElse(source);
    }

    private Rotation rotation() {
        return run.past().rotation(plan.name());
    }

    /**
     * Tells what there is to tell of copies.
     *
     * @param whole whether the one that was restored came back
     * @param sha256 of its bytes; empty when they were not read
     */
    void end(Story story, Expiry expiry, boolean whole, String sha256) {
        // Before anything is told of the ground: where a copy stands says nothing of whether it came back.
        CheckResult restored = restored(story, whole);
        story.find(copies.ground(plan.restorer().kind()));
        deletable(copies.own(), plan.source()).ifPresent(story::find);
        if (!seen.isEmpty() || !copies.placement().domains().isEmpty()) {
            story.check(List.of(restored));
        }
        if (seen.isEmpty()) {
            return;
        }
        story.stage(Stage.CHECK, seen.size() + " copies", () -> {
            Digests digests = new Digests(new CopyDigest(plan, run, expiry), sha256);
            sameFile.heldBy(copies.own().name(), source.get(0));
            List<CheckResult> results = new ArrayList<>();
            results.add(CheckResult.passed(
                    SeenCopy.CHECK,
                    copies.own().name(),
                    "an artifact",
                    source.get(0).name()));
            seen.forEach(copy -> results.add(compared(copy, digests)));
            story.check(results);
            return results.size();
        });
        tellOverdue(story, whole);
    }

    private CheckResult restored(Story story, boolean whole) {
        Status status = whole ? Status.PASSED : Status.of(story.soFar());
        String found = turn.artifact().name() + (whole ? " came back" : " did not come back as it must");
        return new CheckResult(
                RESTORED, turn.standing().name(), status, "comes back", found, List.of(), Duration.ZERO, false);
    }

    private CheckResult compared(SeenCopy copy, Digests digests) {
        List<Finding> findings = new ArrayList<>(copy.told());
        Optional<String> sha256 = Optional.empty();
        try {
            if (!copy.artifacts().isEmpty()) {
                sameFile.heldBy(copy.name(), copy.artifacts().get(0)).ifPresent(findings::add);
                Pairing pairing = pairing(copy);
                findings.addAll(pairing.findings());
                sha256 = Optional.of(digests.of(copy.copy().source(), pairing.theirs(), isAlike(copy)));
                if (pairing.ours().isPresent() && !(isAlike(copy) && pairing.differsInSize())) {
                    String ours = digests.of(plan.source(), pairing.ours().get(), isAlike(copy));
                    pairing.digests(sha256.get(), ours).ifPresent(findings::add);
                }
            }
            deletable(copy.copy().standing(), copy.copy().source()).ifPresent(findings::add);
        } catch (CannotTell e) {
            findings.add(copy.unknown(e));
        }
        return copy.result(findings, sha256);
    }

    private Pairing pairing(SeenCopy copy) {
        return copy.beside(source, isAlike(copy), copies.placement().terms());
    }

    /** What is encrypted twice differs. */
    private boolean isAlike(SeenCopy copy) {
        return EncryptedSource.decryption(plan.source()).isEmpty()
                && EncryptedSource.decryption(copy.copy().source()).isEmpty();
    }

    /** What was read already is not read again. */
    private final class Digests {
        private final CopyDigest digest;
        private final Map<Key, String> known = new LinkedHashMap<>();

        Digests(CopyDigest digest, String ofTheTurn) {
            this.digest = digest;
            if (!ofTheTurn.isEmpty()) {
                known.put(new Key(turn.plan().source(), turn.artifact().name(), true), ofTheTurn);
            }
        }

        String of(Source from, Artifact artifact, boolean alike) {
            return known.computeIfAbsent(
                    new Key(from, artifact.name(), alike),
                    key -> alike ? digest.of(from, artifact) : digest.ofContent(from, artifact));
        }
    }

    private record Key(Source from, String name, boolean alike) {}

    private Optional<Finding> deletable(Standing standing, Source from) {
        if (!Ground.isOfProductionsAccount(copies.placement(), standing)) {
            return Optional.empty();
        }
        Deletion deletion = from.deletion();
        return deletion.answer() != Deletion.Answer.POSSIBLE
                ? Optional.empty()
                : Optional.of(Finding.error(
                        FindingCode.COPY_DELETABLE,
                        Stage.LOCATE,
                        standing.name(),
                        "copy " + standing.name() + " can be deleted with production's credentials: " + deletion.why(),
                        "lock it (object lock, versioning, a read-only mount), or keep it in another account"));
    }

    private void tellOverdue(Story story, boolean whole) {
        run.past().rotationTrouble().ifPresent(story::find);
        Rotation after = whole ? rotation().proving(turn.standing(), run.now()) : rotation();
        story.find(after.overdue(
                copies.placement().copies(), copies.placement().terms().proveWithin(), run.now()));
    }
}
