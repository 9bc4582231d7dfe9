package io.restoreverifier.run;

import io.restoreverifier.model.Durations;
import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.GroundMap.Fate;
import io.restoreverifier.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When an application comes back: its parts one after the other, as one pair of hands restores them in the order of {@code
 * needs:}, and then its start.
 *
 * @param parts all of them, in their order
 */
record ApplicationRecovery(ApplicationPlan application, List<Recovery> parts, Known known) {

    ApplicationRecovery {
        parts = List.copyOf(parts);
    }

    Answer answer(Instant now) {
        List<Recovery> down =
                parts.stream().filter(part -> part.fate() != Fate.STAYS).toList();
        if (down.isEmpty()) {
            return open(Fate.STAYS, "none of its parts is there");
        }
        String lost = names(down, Fate.LOST);
        if (!lost.isEmpty()) {
            return open(Fate.LOST, "CANNOT COME BACK without " + lost);
        }
        String unknown = names(down, Fate.UNKNOWN);
        return unknown.isEmpty() ? back(down, now) : open(Fate.UNKNOWN, "not known when: see " + unknown);
    }

    private Answer open(Fate fate, String text) {
        return new Answer(application.name(), fate, "", Optional.empty(), Optional.empty(), text);
    }

    private static String names(List<Recovery> down, Fate fate) {
        return String.join(
                ", ",
                down.stream()
                        .filter(part -> part.fate() == fate)
                        .map(part -> part.plan().name())
                        .toList());
    }

    private Answer back(List<Recovery> down, Instant now) {
        Duration restoring = down.stream()
                .flatMap(part -> part.back().stream())
                .map(Back::time)
                .reduce(Duration.ZERO, Duration::plus);
        Optional<Duration> age =
                down.stream().flatMap(part -> part.age(now).stream()).max(Comparator.naturalOrder());
        String order = String.join(
                ", then ", down.stream().map(part -> part.plan().name()).toList());
        Optional<Duration> start = known.rto(application.name()).map(this::starting);
        boolean failed =
                known.verdict(application.name()).filter(Verdict.FAILED::equals).isPresent();
        Fate fate = start.isEmpty() || failed ? Fate.UNKNOWN : Fate.COMES_BACK;
        String text = "data " + age.map(Durations::format).orElse("") + " old, "
                + start.map(last -> "back in " + Durations.format(restoring.plus(last)) + ": " + order
                                + ", then its start of " + Durations.format(last))
                        .orElse("restored in " + Durations.format(restoring) + ": " + order
                                + "; its start was never measured")
                + (failed ? "; NOT COUNTED ON: its last verdict is FAILED" : "");
        return new Answer(application.name(), fate, "", age, start.map(restoring::plus), text);
    }

    /** What was measured of an application is its slowest part and its start. */
    private Duration starting(Duration whole) {
        Duration slowest = parts.stream()
                .flatMap(part -> known.rto(part.plan().name()).stream())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration start = whole.minus(slowest);
        return start.isNegative() ? Duration.ZERO : start;
    }
}
