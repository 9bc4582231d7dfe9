package io.restoreverifier.run;

import io.restoreverifier.history.LastPassed;
import io.restoreverifier.history.Proof;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Sha256;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.source.Located;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Which backups a run verifies. One with {@code every:} is left out when it passed less than that ago, under the same
 * declaration, and its newest artifact gives no cause for worry: that is looked at in every run.
 */
final class Due {
    /** Nightly runs begin a little earlier or later: what would be overdue by the next one is due now. */
    private static final Duration MOST_SLACK = Duration.ofHours(12);

    private final LastPassed history;
    private final List<Plan> plans = new ArrayList<>();
    private final List<NotDue> notDue = new ArrayList<>();

    /**
     * When it is.
     *
     * @param asOf the moment that ages of artifacts are counted to
     * @param clock the real time: proofs are as old as they are
     * @param patience how long origins are waited for; one that does not answer is due, and its verification has a limit
     */
    record Night(Instant asOf, Instant clock, Duration patience) {}

    private Due(LastPassed history) {
        this.history = history;
    }

    static Due of(List<Plan> chosen, LastPassed history, Night night) {
        Due due = new Due(history);
        Map<String, Proof> proofs = history.read();
        Map<String, NotDue> proven = new LinkedHashMap<>();
        for (Plan plan : chosen) {
            plan.backup()
                    .every()
                    .flatMap(every -> Optional.ofNullable(proofs.get(plan.name()))
                            .flatMap(proof -> notDue(plan, every, proof, night.clock())))
                    .ifPresent(left -> proven.put(plan.name(), left));
        }
        Set<String> well = thatLookWell(
                chosen.stream().filter(p -> proven.containsKey(p.name())).toList(), night);
        for (Plan plan : chosen) {
            NotDue left = proven.get(plan.name());
            if (left != null && well.contains(plan.name())) {
                due.notDue.add(left);
            } else {
                due.plans.add(plan);
            }
        }
        return due;
    }

    /** Of everything, whatever its {@code every:} says: somebody asked for it by name. */
    static Due all(List<Plan> chosen, LastPassed history) {
        Due due = new Due(history);
        due.plans.addAll(chosen);
        return due;
    }

    private static Optional<NotDue> notDue(Plan plan, Duration every, Proof proof, Instant clock) {
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

    /** Looks at all of them side by side, so that none that hangs holds up the run. */
    private static Set<String> thatLookWell(List<Plan> plans, Night night) {
        ExecutorService lookers = Executors.newCachedThreadPool(body -> {
            Thread thread = new Thread(body, "newest-artifact");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<String, CompletableFuture<Boolean>> looks = new LinkedHashMap<>();
            for (Plan plan : plans) {
                looks.put(
                        plan.name(),
                        CompletableFuture.supplyAsync(() -> looksWell(plan, night.asOf()), lookers)
                                .completeOnTimeout(false, night.patience().toMillis(), TimeUnit.MILLISECONDS));
            }
            return looks.entrySet().stream()
                    .filter(look -> look.getValue().join())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        } finally {
            lookers.shutdownNow();
        }
    }

    /** Whether there is an artifact, fresh enough, and its job has reported; whatever else, the verification has the words for it. */
    private static boolean looksWell(Plan plan, Instant asOf) {
        if (Ignoring.hasExpired(plan.backup(), asOf)) {
            return false;
        }
        try {
            Located located = plan.source().locate(asOf);
            if (located.artifacts().isEmpty() || located.findings().stream().anyMatch(Finding::isError)) {
                return false;
            }
            if (plan.silentJob(asOf).isPresent()) {
                return false;
            }
            Duration age = Duration.between(located.artifacts().get(0).producedAt(), asOf);
            return plan.backup().rpo().map(rpo -> age.compareTo(rpo) <= 0).orElse(true);
        } catch (RuntimeException e) {
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

    /** A digest of what declares a backup, its file and what is common to all; one that cannot be read matches nothing. */
    private static String declaration(Plan plan) {
        Path file = plan.backup().location().file();
        Path common = file.resolveSibling("catalog.yml");
        try {
            MessageDigest digest = Sha256.begin();
            digest.update(Files.readAllBytes(file));
            if (Files.exists(common)) {
                digest.update(Files.readAllBytes(common));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            return "unreadable at " + Instant.now();
        }
    }
}
