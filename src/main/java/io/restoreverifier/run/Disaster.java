package io.restoreverifier.run;

import io.restoreverifier.history.History;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Suggestions;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.placement.Domain;
import io.restoreverifier.placement.Loss;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is left when a failure domain is lost now, how old it is, and how long until it is back. Copies that are left are
 * looked at, and how long recovery takes is taken from the history; nothing is restored.
 *
 * @param lines for a terminal
 * @param verdict FAILED when something is lost for good, COULD_NOT_VERIFY when that or the time is not known
 */
public record Disaster(List<String> lines, Verdict verdict) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public Disaster {
        lines = List.copyOf(lines);
    }

    /**
     * Asks.
     *
     * @param domain the name of a host, an array, a site, a provider or an account that the catalog states
     * @throws IllegalArgumentException when it states none of that name; the message is fit for users
     */
    public static Disaster of(RunOptions options, String domain) {
        Prepared catalog = Prepared.read(options);
        TreeSet<String> known = domains(catalog);
        if (!known.contains(domain)) {
            throw new IllegalArgumentException(
                    "nothing in the catalog stands in " + domain + "\n  hint: " + Suggestions.hint(domain, known));
        }
        Instant now = options.now().or(() -> catalog.catalog().now()).orElseGet(Instant::now);
        Optional<History> history = History.isAt(options.history())
                ? Optional.of(History.open(options.history(), Duration.ofSeconds(10)))
                : Optional.empty();
        return new Asking(catalog, history, now).asked(domain);
    }

    private static TreeSet<String> domains(Prepared catalog) {
        TreeSet<String> names = new TreeSet<>();
        catalog.plans().stream()
                .map(plan -> plan.copies().placement())
                .flatMap(placement -> Stream.concat(
                        placement.ofProduction().all().stream(),
                        placement.copies().stream().flatMap(copy -> copy.domains().all().stream())))
                .map(Domain::name)
                .forEach(names::add);
        return names;
    }

    /** @param history empty when there was no run yet */
    private record Asking(Prepared catalog, Optional<History> history, Instant now) {

        Disaster asked(String domain) {
            Map<String, Recovery> recoveries = new LinkedHashMap<>();
            for (Plan plan : plans()) {
                Loss loss = Loss.of(plan.copies().placement(), domain);
                recoveries.put(plan.name(), Recovery.of(plan, loss, measured(plan.name()), now, PATIENCE));
            }
            List<String> lines = new ArrayList<>(List.of("if " + domain + " is lost now, " + now + ":"));
            recoveries.forEach((name, recovery) -> lines.add(row(name, recovery.line(now))));
            for (ApplicationPlan application : catalog.applications()) {
                lines.add(row(application.name(), application(application, recoveries)));
            }
            return new Disaster(lines, verdict(recoveries));
        }

        /** Those of the catalog, and the parts of its applications that lie beside it. */
        private Collection<Plan> plans() {
            Map<String, Plan> plans = new LinkedHashMap<>();
            catalog.plans().forEach(plan -> plans.put(plan.name(), plan));
            catalog.applications().stream()
                    .flatMap(application -> application.needs().stream())
                    .forEach(need -> plans.putIfAbsent(need.plan().name(), need.plan()));
            return plans.values();
        }

        private static String row(String name, String text) {
            return String.format(Locale.ROOT, "  %-20s  %s", name, text);
        }

        /** How long it took last, the newest run first; the line is in it where one was stated. */
        private Optional<Duration> measured(String entry) {
            List<PastOutcome> past = history.map(h -> h.of(entry)).orElse(List.of());
            return past.stream().flatMap(one -> one.rto().stream()).reduce((older, newer) -> newer);
        }

        private String application(ApplicationPlan application, Map<String, Recovery> recoveries) {
            List<Recovery> parts = application.needs().stream()
                    .map(need ->
                            Objects.requireNonNull(recoveries.get(need.plan().name())))
                    .toList();
            List<Recovery> down = parts.stream().filter(part -> !part.stays()).toList();
            List<String> lost = names(down.stream().filter(Recovery::isLost));
            if (!lost.isEmpty()) {
                return "CANNOT COME BACK without " + String.join(", ", lost);
            }
            List<String> open = names(down.stream().filter(Recovery::isOpen));
            if (!open.isEmpty()) {
                return "not known when: see " + String.join(", ", open);
            }
            return down.isEmpty() ? "none of its parts is there" : back(application, parts, down);
        }

        private static List<String> names(Stream<Recovery> recoveries) {
            return recoveries.map(recovery -> recovery.plan().name()).toList();
        }

        /** One part after the other, as one pair of hands does it, and then what it takes to start. */
        private String back(ApplicationPlan application, List<Recovery> parts, List<Recovery> down) {
            Duration restoring =
                    down.stream().flatMap(part -> part.back().stream()).reduce(Duration.ZERO, Duration::plus);
            Duration age = down.stream()
                    .flatMap(part -> part.newest().stream())
                    .map(artifact -> Duration.between(artifact.producedAt(), now))
                    .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
            Optional<Duration> start = measured(application.name()).map(whole -> starting(whole, parts));
            String order = String.join(", then ", names(down.stream()));
            return "data " + Durations.format(age) + " old, "
                    + start.map(last -> "back in " + Durations.format(restoring.plus(last)) + ": " + order
                                    + ", then its start of " + Durations.format(last))
                            .orElse("restored in " + Durations.format(restoring) + ": " + order
                                    + "; its start was never measured");
        }

        /** What was measured of an application is its slowest part and its start. */
        private Duration starting(Duration whole, List<Recovery> parts) {
            Duration slowest = parts.stream()
                    .flatMap(part -> measured(part.plan().name()).stream())
                    .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
            Duration start = whole.minus(slowest);
            return start.isNegative() ? Duration.ZERO : start;
        }

        private static Verdict verdict(Map<String, Recovery> recoveries) {
            if (recoveries.values().stream().anyMatch(Recovery::isLost)) {
                return Verdict.FAILED;
            }
            return recoveries.values().stream().anyMatch(Recovery::isOpen) ? Verdict.COULD_NOT_VERIFY : Verdict.PASSED;
        }
    }
}
