package io.restoreverifier.placement;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Numbers;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The newest artifact of a copy, held beside that of the same generation at the source. Of one generation are artifacts
 * of one name, or of one time where their names tell it: a modification time may be that of copying.
 *
 * @param theirs the newest of the copy
 * @param ours of the same generation; empty when the source holds none
 * @param lag how much older it is than the newest of the source; zero when it is not
 */
public record Pairing(Standing copy, Artifact theirs, Optional<Artifact> ours, Duration lag, List<Finding> findings) {
    public Pairing {
        findings = List.copyOf(findings);
    }

    /** @param seen has at least one artifact, as has the source */
    public static Pairing of(Seen seen, List<Artifact> source, Terms terms) {
        Artifact theirs = seen.artifacts().get(0);
        Artifact newest = source.get(0);
        Optional<Artifact> ours =
                source.stream().filter(one -> isSame(one, theirs)).findFirst();
        Duration lag = Duration.between(ours.orElse(theirs).producedAt(), newest.producedAt());
        Pairing pairing = new Pairing(seen.copy(), theirs, ours, lag.isNegative() ? Duration.ZERO : lag, List.of());
        return pairing.with(pairing.judged(seen, source, terms));
    }

    private static boolean isSame(Artifact one, Artifact other) {
        return one.name().equals(other.name())
                || (one.timeFrom() == TimeFrom.NAME
                        && other.timeFrom() == TimeFrom.NAME
                        && one.producedAt().equals(other.producedAt()));
    }

    /** Whether both are there and one is longer, as far as both places tell. */
    public boolean differsInSize() {
        return ours.filter(same -> same.isMeasured() && theirs.isMeasured() && same.bytes() != theirs.bytes())
                .isPresent();
    }

    private Pairing with(Optional<Finding> finding) {
        return new Pairing(copy, theirs, ours, lag, finding.stream().toList());
    }

    private Optional<Finding> judged(Seen seen, List<Artifact> source, Terms terms) {
        Artifact newest = source.get(0);
        if (lag.compareTo(terms.lag()) > 0) {
            return Optional.of(lagging(newest, terms));
        }
        if (ours.isPresent()) {
            return differsInSize() && seen.sameBytes() ? Optional.of(size(ours.get())) : Optional.empty();
        }
        Artifact oldest = source.get(source.size() - 1);
        // What is older than all that the source keeps may have been there.
        return theirs.producedAt().isBefore(oldest.producedAt())
                ? Optional.of(incomparable())
                : Optional.of(generation(newest));
    }

    private Finding lagging(Artifact newest, Terms terms) {
        return Finding.error(
                FindingCode.COPY_LAGS,
                Stage.LOCATE,
                copy.name(),
                "the newest of copy " + copy.name() + ", " + theirs.name() + ", is " + Durations.format(lag)
                        + " older than that of the source, " + newest.name() + ", expected at most "
                        + Durations.format(terms.lag()),
                "has what copies it stopped? look at its log");
    }

    private Finding size(Artifact same) {
        return disagree(
                "copy " + copy.name() + " has " + Numbers.grouped(theirs.bytes()) + " bytes of " + theirs.name()
                        + ", the source " + Numbers.grouped(same.bytes()) + " bytes",
                "was it copied while it was written, or cut short? copy it again");
    }

    private Finding generation(Artifact newest) {
        return disagree(
                "copy " + copy.name() + " holds " + theirs.name() + " of " + theirs.producedAt()
                        + ", which the source does not; its newest is " + newest.name() + " of "
                        + newest.producedAt(),
                "is it a copy of this backup? does the source lose what was written?");
    }

    private Finding incomparable() {
        return Finding.info(
                FindingCode.COPIES_DISAGREE,
                Stage.LOCATE,
                copy.name(),
                "the newest of copy " + copy.name() + ", " + theirs.name()
                        + ", cannot be compared: the source does not keep it any more",
                "keep artifacts at the source for longer than copying takes");
    }

    /** The finding that the digests make; empty when they are the same. */
    public Optional<Finding> digests(String sha256OfTheirs, String sha256OfOurs) {
        return sha256OfTheirs.equals(sha256OfOurs)
                ? Optional.empty()
                : Optional.of(disagree(
                        "SHA-256 of " + theirs.name() + " is " + sha256OfTheirs + " in copy " + copy.name() + ", "
                                + sha256OfOurs + " at the source",
                        "restore both to see which is good, and copy that one again"));
    }

    private Finding disagree(String message, String hint) {
        return Finding.error(FindingCode.COPIES_DISAGREE, Stage.LOCATE, copy.name(), message, hint);
    }
}
