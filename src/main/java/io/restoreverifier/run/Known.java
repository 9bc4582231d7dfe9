package io.restoreverifier.run;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.placement.Rotation;
import io.restoreverifier.placement.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What runs have measured and proven: the earlier ones, and before them the present one.
 *
 * @param outcomes of the present run, by entry; none where nothing is run
 */
record Known(Past past, Map<String, Outcome> outcomes, Instant now) {

    Known {
        outcomes = Map.copyOf(outcomes);
    }

    static Known of(Past past, List<Outcome> outcomes, Instant now) {
        Map<String, Outcome> byEntry = new HashMap<>();
        outcomes.forEach(outcome -> byEntry.put(outcome.entry(), outcome));
        return new Known(past, byEntry, now);
    }

    /** How long it took to come back last; the line is in it where one was stated. Empty when it was never measured. */
    Optional<Duration> rto(String entry) {
        return last(entry, outcome -> outcome.rto().measured(), PastOutcome::rto);
    }

    /** How long it takes to come back from a copy: as that one did, else as any did; empty when it was never measured. */
    Optional<Back> back(Plan plan, Standing copy) {
        Optional<Duration> now = Optional.ofNullable(outcomes.get(plan.name()))
                .filter(outcome -> restoredNow(plan.name(), copy).contains(Status.PASSED))
                .flatMap(outcome -> outcome.rto().measured());
        Optional<Duration> own = now.or(() -> past.rotation(plan.name()).took(copy));
        boolean alone = plan.copies().others().isEmpty();
        return own.or(() -> rto(plan.name()).filter(took -> alone))
                .map(took -> Back.measuredFrom(copy.name(), took))
                .or(() -> rto(plan.name()).map(Back::measuredElsewhere));
    }

    /** The last verdict that decided; empty when nobody could ever tell. */
    Optional<Verdict> verdict(String entry) {
        return last(entry, outcome -> decided(outcome.verdict()), past -> decided(past.verdict()));
    }

    /** The last verdict of whatever kind; empty when there is none. */
    Optional<Verdict> lastVerdict(String entry) {
        return last(entry, outcome -> Optional.of(outcome.verdict()), past -> Optional.of(past.verdict()));
    }

    private static Optional<Verdict> decided(Verdict verdict) {
        return Optional.of(verdict).filter(one -> one != Verdict.COULD_NOT_VERIFY);
    }

    private <T> Optional<T> last(
            String entry, Function<Outcome, Optional<T>> present, Function<PastOutcome, Optional<T>> earlier) {
        List<T> all = new ArrayList<>();
        past.of(entry).forEach(one -> earlier.apply(one).ifPresent(all::add));
        Optional.ofNullable(outcomes.get(entry)).flatMap(present).ifPresent(all::add);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Whether a copy came back when it was restored last; COULD_NOT_VERIFY when it never was. */
    Verdict proof(Plan plan, Standing copy) {
        Rotation rotation = past.rotation(plan.name());
        for (Status status : restoredNow(plan.name(), copy)) {
            rotation = switch (status) {
                case PASSED -> rotation.proving(copy, now);
                case FAILED -> rotation.failing(copy);
                case COULD_NOT_VERIFY, NOT_APPLICABLE -> rotation;
            };
        }
        Verdict proof = rotation.proof(copy);
        boolean alone = plan.copies().others().isEmpty();
        // Before runs told it of a copy that is the only one, the verdict of its backup did.
        return alone && proof == Verdict.COULD_NOT_VERIFY && everPassed(plan.name()) ? Verdict.PASSED : proof;
    }

    private List<Status> restoredNow(String entry, Standing copy) {
        return Optional.ofNullable(outcomes.get(entry)).stream()
                .flatMap(outcome -> outcome.checks().stream())
                .filter(check -> check.check().equals(CopyNight.RESTORED)
                        && check.subject().equals(copy.name()))
                .map(check -> check.status())
                .toList();
    }

    private boolean everPassed(String entry) {
        return Stream.concat(
                        past.of(entry).stream().map(PastOutcome::verdict),
                        Optional.ofNullable(outcomes.get(entry)).map(Outcome::verdict).stream())
                .anyMatch(verdict -> verdict == Verdict.PASSED);
    }
}
