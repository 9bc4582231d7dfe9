package io.restoreverifier.history;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Artifacts that do not change: of a job that runs, and backs up nothing that lives. */
final class Sameness {
    private static final int NOTICED = 7;
    private static final int TOO_MANY = 14;

    /** Two names for one artifact within these are a copy of a copy, such as {@code latest}. */
    private static final Duration TWINS = Duration.ofHours(6);

    private Sameness() {}

    /** A dump holds the time at which it was made, so that the same bytes twice are one dump. */
    static List<Finding> ofDatabase(Series series, PastOutcome now) {
        Optional<PastOutcome> same = newestFirst(series).stream()
                .filter(one -> !now.sha256().isEmpty() && one.sha256().equals(now.sha256()))
                .filter(one -> apart(one, now).compareTo(TWINS) >= 0)
                .findFirst();
        if (same.isPresent()) {
            return List.of(sameBytes(same.get(), now));
        }
        List<PastOutcome> flat = flat(series, now);
        int times = flat.size() + 1;
        if (times < NOTICED || hasNewerData(flat.get(flat.size() - 1), now)) {
            return List.of();
        }
        String message =
                times + " artifacts in a row have " + OddSize.told(now.bytes().orElseThrow()) + ", since "
                        + flat.get(flat.size() - 1).producedAt().orElseThrow();
        String hint = "is the database in use that this job dumps? if it never changes, say so with `ignore:`";
        return List.of(
                times >= TOO_MANY
                        ? Finding.error(FindingCode.SIZE_FLAT, Stage.LOCATE, "", message, hint)
                        : Finding.warning(FindingCode.SIZE_FLAT, Stage.LOCATE, "", message, hint));
    }

    private static Finding sameBytes(PastOutcome same, PastOutcome now) {
        String message = "it is byte for byte the artifact of "
                + same.producedAt().orElseThrow() + ", " + same.artifact().orElse("") + ": no new dump was made";
        String hint = "does the job copy an old file when the dump fails?";
        // The same name with a new time may be the same file, copied without its time.
        return same.artifact().equals(now.artifact())
                ? Finding.warning(FindingCode.SAME_AS_BEFORE, Stage.FETCH, "", message, hint)
                : Finding.error(FindingCode.SAME_AS_BEFORE, Stage.FETCH, "", message, hint);
    }

    /** Code that nobody changes gives the same archive each time. */
    static List<Finding> ofFiles(Series series, PastOutcome now) {
        List<PastOutcome> same = new ArrayList<>();
        for (PastOutcome one : newestFirst(series)) {
            if (now.sha256().isEmpty() || !one.sha256().equals(now.sha256())) {
                break;
            }
            same.add(one);
        }
        if (same.size() + 1 < TOO_MANY) {
            return List.of();
        }
        return List.of(Finding.info(
                FindingCode.SAME_AS_BEFORE,
                Stage.FETCH,
                "",
                (same.size() + 1) + " artifacts in a row are the same byte for byte, since "
                        + same.get(same.size() - 1).producedAt().orElseThrow(),
                "has nothing changed since then?"));
    }

    private static List<PastOutcome> flat(Series series, PastOutcome now) {
        List<PastOutcome> flat = new ArrayList<>();
        for (PastOutcome one : newestFirst(series)) {
            if (now.bytes().isEmpty() || !one.bytes().equals(now.bytes())) {
                break;
            }
            flat.add(one);
        }
        return flat;
    }

    /** Whether it lives all the same: what is written over does not make a database larger. */
    private static boolean hasNewerData(PastOutcome first, PastOutcome now) {
        Optional<Instant> then = newestData(first);
        Optional<Instant> today = newestData(now);
        return then.isPresent()
                && today.isPresent()
                && today.get().isAfter(then.get().plusSeconds(1));
    }

    /** Empty where the age is the artifact's own, since nothing else was found. */
    private static Optional<Instant> newestData(PastOutcome outcome) {
        return outcome.rpo()
                .map(outcome.asOf()::minus)
                .filter(newest -> !Optional.of(newest).equals(outcome.producedAt()));
    }

    private static List<PastOutcome> newestFirst(Series series) {
        List<PastOutcome> reversed = new ArrayList<>(series.outcomes());
        Collections.reverse(reversed);
        return reversed;
    }

    private static Duration apart(PastOutcome one, PastOutcome other) {
        return Duration.between(
                one.producedAt().orElseThrow(), other.producedAt().orElseThrow());
    }
}
