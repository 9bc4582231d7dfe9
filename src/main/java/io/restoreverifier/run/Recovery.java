package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.GroundMap.Fate;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.placement.Loss;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is left of a backup when a failure domain is lost. A copy counts when it came back when it was restored last.
 *
 * @param stays whether production of it stays, so that nothing is to be recovered
 * @param newest of the copies that are left and count; empty when none of them has anything
 * @param from the name of that copy
 * @param back how long recovery takes, as measured; empty when it never was
 * @param unknown why more may be left than is known
 * @param bad what is there and does not count
 */
record Recovery(
        Plan plan,
        boolean stays,
        Optional<Artifact> newest,
        String from,
        Optional<Back> back,
        List<String> unknown,
        List<String> bad) {

    Recovery {
        unknown = List.copyOf(unknown);
        bad = List.copyOf(bad);
    }

    /** @param seen every copy of it, as it is now */
    static Recovery of(Plan plan, Loss loss, List<SeenCopy> seen, Known known) {
        if (!loss.ofProduction()) {
            return new Recovery(plan, true, Optional.empty(), "", Optional.empty(), List.of(), List.of());
        }
        Scale scale = new Scale(plan, known);
        loss.unstated().forEach(copy -> scale.unknown.add("nobody says where " + copy.name() + " stands"));
        seen.stream()
                .filter(copy -> loss.left().contains(copy.copy().standing()))
                .forEach(scale::weigh);
        Optional<SeenCopy> best = scale.counting.stream()
                .max(Comparator.comparing(copy -> copy.artifacts().get(0).producedAt()));
        Optional<Artifact> newest = best.map(copy -> copy.artifacts().get(0));
        Optional<Back> back = best.flatMap(copy -> known.back(plan, copy.copy().standing())
                .map(took -> took.by(plan.backup().line(), copy.artifacts().get(0))));
        String from = best.map(SeenCopy::name).orElse("");
        return new Recovery(plan, false, newest, from, back, scale.unknown, scale.bad);
    }

    /** Tells copies that count from those that do not. */
    private static final class Scale {
        private final Plan plan;
        private final Known known;
        private final List<SeenCopy> counting = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();
        private final List<String> bad = new ArrayList<>();

        Scale(Plan plan, Known known) {
            this.plan = plan;
            this.known = known;
        }

        void weigh(SeenCopy copy) {
            copy.told().stream()
                    .filter(finding -> finding.verdict() == Verdict.COULD_NOT_VERIFY)
                    .forEach(finding -> unknown.add(finding.message()));
            if (copy.artifacts().isEmpty()) {
                return;
            }
            String not = copy.artifacts().get(0).name() + " in " + copy.name() + " does not count: ";
            switch (known.proof(plan, copy.copy().standing())) {
                case PASSED -> counting.add(copy);
                case FAILED -> bad.add(not + "that copy did not come back when it was restored last");
                case COULD_NOT_VERIFY ->
                    unknown.add(not
                            + (known.past().trouble().isEmpty()
                                    ? "that copy was never restored"
                                    : "without the history nobody knows whether that copy ever came back"));
            }
        }
    }

    Fate fate() {
        if (stays) {
            return Fate.STAYS;
        }
        if (newest.isEmpty()) {
            return unknown.isEmpty() ? Fate.LOST : Fate.UNKNOWN;
        }
        return back.isEmpty() ? Fate.UNKNOWN : Fate.COMES_BACK;
    }

    Optional<Duration> age(Instant now) {
        return newest.map(artifact -> Duration.between(artifact.producedAt(), now));
    }

    Answer answer(Instant now) {
        return new Answer(plan.name(), fate(), from, age(now), back.map(Back::time), text(now));
    }

    private String text(Instant now) {
        if (stays) {
            return "production is not there";
        }
        List<String> remarks = new ArrayList<>(bad);
        remarks.addAll(unknown);
        String more = remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")";
        if (newest.isEmpty()) {
            return (unknown.isEmpty() ? "NOTHING IS LEFT" : "not known what is left") + more;
        }
        return newest.get().name() + " in " + from + ", "
                + age(now).map(Durations::format).orElse("") + " old, back in "
                + back.map(Back::inWords).orElse("a time that was never measured") + more;
    }
}
