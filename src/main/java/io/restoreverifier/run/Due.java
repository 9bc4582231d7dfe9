package io.restoreverifier.run;

import io.restoreverifier.history.LastPassed;
import io.restoreverifier.history.Proof;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.source.Located;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which backups a run verifies. One with {@code every:} is left out when it passed less than that ago, under the same
 * declaration, and its newest artifact gives no cause for worry: that is looked at in every run.
 */
final class Due {
    /** Nightly runs begin a little earlier or later: what would be overdue by the next one is due now. */
    private static final Duration MOST_SLACK = Duration.ofHours(12);

    private final LastPassed history;
    private final Instant asOf;
    private final Instant clock;
    private final List<Plan> plans = new ArrayList<>();
    private final List<NotDue> notDue = new ArrayList<>();

    private Due(LastPassed history, Instant asOf, Instant clock) {
        this.history = history;
        this.asOf = asOf;
        this.clock = clock;
    }

    /**
     * @param asOf the moment that ages of artifacts are counted to
     * @param clock the real time: proofs are as old as they are
     */
    static Due of(List<Plan> chosen, LastPassed history, Instant asOf, Instant clock) {
        Due due = new Due(history, asOf, clock);
        Map<String, Proof> proofs = history.read();
        for (Plan plan : chosen) {
            due.sort(plan, Optional.ofNullable(proofs.get(plan.name())));
        }
        return due;
    }

    /** Of everything, whatever its {@code every:} says: somebody asked for it by name. */
    static Due all(List<Plan> chosen, LastPassed history, Instant clock) {
        Due due = new Due(history, clock, clock);
        due.plans.addAll(chosen);
        return due;
    }

    private void sort(Plan plan, Optional<Proof> proof) {
        Optional<NotDue> left = plan.backup().every().flatMap(every -> proof.flatMap(p -> notDue(plan, every, p)));
        if (left.isPresent() && looksWell(plan)) {
            notDue.add(left.get());
        } else {
            plans.add(plan);
        }
    }

    private Optional<NotDue> notDue(Plan plan, Duration every, Proof proof) {
        Duration quarter = every.dividedBy(4);
        Duration slack = quarter.compareTo(MOST_SLACK) < 0 ? quarter : MOST_SLACK;
        Instant due = proof.at().plus(every).minus(slack);
        boolean holds = clock.isBefore(due)
                && !proof.at().isAfter(clock)
                && proof.declaration().equals(declaration(plan));
        return holds
                ? Optional.of(new NotDue(plan.name(), plan.backup().labels(), every, proof.at(), proof.artifact(), due))
                : Optional.empty();
    }

    /** Whether there is an artifact, and fresh enough; whatever else, the verification has the words for it. */
    private boolean looksWell(Plan plan) {
        try {
            Located located = plan.source().locate(asOf);
            if (located.artifacts().isEmpty() || located.findings().stream().anyMatch(Finding::isError)) {
                return false;
            }
            Duration age = Duration.between(located.artifacts().get(0).producedAt(), asOf);
            return plan.backup().rpo().map(rpo -> age.compareTo(rpo) <= 0).orElse(true);
        } catch (CannotTell | UncheckedIOException e) {
            return false;
        }
    }

    /** What to verify, in the order given. */
    List<Plan> plans() {
        return List.copyOf(plans);
    }

    List<NotDue> notDue() {
        return List.copyOf(notDue);
    }

    /**
     * Remembers what passed, and forgets what did not, of those that say {@code every:}.
     *
     * @throws UncheckedIOException when it cannot be kept
     */
    void keep(List<Outcome> outcomes) {
        Map<String, Outcome> byName = new LinkedHashMap<>();
        outcomes.forEach(outcome -> byName.put(outcome.entry(), outcome));
        Map<String, Optional<Proof>> found = new LinkedHashMap<>();
        for (Plan plan : plans) {
            Outcome outcome = byName.get(plan.name());
            if (outcome != null && plan.backup().every().isPresent()) {
                found.put(plan.name(), proof(plan, outcome));
            }
        }
        history.keep(found);
    }

    private static Optional<Proof> proof(Plan plan, Outcome outcome) {
        return outcome.verdict() == Verdict.PASSED
                ? outcome.artifact().map(a -> new Proof(outcome.started(), declaration(plan), a.name()))
                : Optional.empty();
    }

    /** A digest of the file that declares a backup; one that cannot be read matches nothing. */
    private static String declaration(Plan plan) {
        Path file = plan.backup().location().file();
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            return "unreadable at " + Instant.now();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
