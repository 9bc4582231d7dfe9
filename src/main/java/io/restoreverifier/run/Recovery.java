package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.placement.Loss;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is left of a backup when a failure domain is lost.
 *
 * @param stays whether production of it stays, so that nothing is to be recovered
 * @param newest of the copies that are left; empty when none of them has anything
 * @param from the name of that copy
 * @param back how long recovery takes, as measured; empty when it never was
 * @param unknown why more may be left than is known
 */
record Recovery(
        Plan plan,
        boolean stays,
        Optional<Artifact> newest,
        String from,
        Optional<Duration> back,
        List<String> unknown) {

    Recovery {
        unknown = List.copyOf(unknown);
    }

    /**
     * Looks into every copy that is left.
     *
     * @param measured how long it took last, with the stated line
     */
    static Recovery of(Plan plan, Loss loss, Optional<Duration> measured, Instant now, Duration patience) {
        if (!loss.ofProduction()) {
            return new Recovery(plan, true, Optional.empty(), "", Optional.empty(), List.of());
        }
        List<String> unknown = new ArrayList<>();
        loss.unstated().forEach(copy -> unknown.add("nobody says where " + copy.name() + " stands"));
        List<SeenCopy> left = Looks.at(
                plan.copies().all(plan.source()).stream()
                        .filter(copy -> loss.left().contains(copy.standing()))
                        .toList(),
                copy -> SeenCopy.look(copy, now),
                patience,
                SeenCopy::unseen);
        left.stream()
                .flatMap(copy -> copy.told().stream())
                .filter(finding -> finding.verdict() == Verdict.COULD_NOT_VERIFY)
                .forEach(finding -> unknown.add(finding.message()));
        Optional<SeenCopy> best = left.stream()
                .filter(copy -> !copy.artifacts().isEmpty())
                .max(Comparator.comparing(copy -> copy.artifacts().get(0).producedAt()));
        Optional<Artifact> newest = best.map(copy -> copy.artifacts().get(0));
        Optional<Duration> back = newest.flatMap(artifact -> back(plan, artifact, measured));
        return new Recovery(plan, false, newest, best.map(SeenCopy::name).orElse(""), back, unknown);
    }

    /** The line counts also where the last restore went by a faster one. */
    private static Optional<Duration> back(Plan plan, Artifact artifact, Optional<Duration> measured) {
        return measured.map(took -> plan.backup()
                .line()
                .filter(line -> artifact.isMeasured())
                .map(line -> line.bringing(artifact.bytes()))
                .filter(bringing -> bringing.compareTo(took) > 0)
                .orElse(took));
    }

    /** Whether it is known that nothing brings it back. */
    boolean isLost() {
        return !stays && newest.isEmpty() && unknown.isEmpty();
    }

    /** Whether more has to be known. */
    boolean isOpen() {
        return !stays && (newest.isEmpty() || back.isEmpty()) && !isLost();
    }

    /** As users read it. */
    String line(Instant now) {
        String more = unknown.isEmpty() ? "" : " (" + String.join("; ", unknown) + ")";
        if (stays) {
            return "production is not there";
        }
        if (newest.isEmpty()) {
            return (unknown.isEmpty() ? "NOTHING IS LEFT" : "not known what is left") + more;
        }
        Artifact artifact = newest.get();
        return artifact.name() + " in " + from + ", "
                + Durations.format(Duration.between(artifact.producedAt(), now)) + " old, back in "
                + back.map(Durations::format).orElse("a time that was never measured") + more;
    }
}
