package io.restoreverifier.run;

import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.GroundMap.Lost;
import io.restoreverifier.model.Suggestions;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.placement.Domain;
import io.restoreverifier.placement.DomainName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
     * @param domain the name of a host, an array, a site, a provider or an account that the catalog states, or {@code site
     *     fremont} for the site alone; empty: each of them, one after the other
     * @throws IllegalArgumentException when it states none of that name; the message is fit for users
     */
    public static Disaster of(RunOptions options, Optional<String> domain) {
        Prepared catalog = Prepared.read(options);
        if (catalog.domains().isEmpty()) {
            throw new IllegalArgumentException(
                    "the catalog does not say where anything stands\n  hint: say `production:` in catalog.yml, and `domain:` of"
                            + " each source and copy");
        }
        List<DomainName> asked = domain.map(text -> List.of(known(text, catalog)))
                .orElseGet(() -> names(catalog).stream().map(DomainName::of).toList());
        Instant now = options.now().or(() -> catalog.catalog().now()).orElseGet(Instant::now);
        Known known = Known.of(Keeping.past(options, now), List.of(), now);
        Losses losses = new Losses(catalog, known, new Sightings(), PATIENCE);
        List<String> lines = new ArrayList<>();
        Verdict verdict = Verdict.PASSED;
        for (DomainName one : asked) {
            Lost lost = new Lost(one.toString(), losses.of(one));
            lines.add("if " + lost.domain() + " is lost now, " + now + ":");
            lost.answers().forEach(answer -> lines.add(row(answer)));
            verdict = verdict.and(lost.verdict());
        }
        return new Disaster(lines, verdict);
    }

    private static DomainName known(String text, Prepared catalog) {
        // Somebody may have called a domain as a kind and a name are written.
        DomainName plain = new DomainName(Optional.empty(), text.strip());
        DomainName domain = isStated(plain, catalog) ? plain : DomainName.of(text);
        if (!isStated(domain, catalog)) {
            throw new IllegalArgumentException("nothing in the catalog stands in " + domain + "\n  hint: "
                    + Suggestions.hint(domain.name(), names(catalog)));
        }
        return domain;
    }

    private static boolean isStated(DomainName domain, Prepared catalog) {
        return catalog.domains().stream().anyMatch(domain::means);
    }

    private static TreeSet<String> names(Prepared catalog) {
        return catalog.domains().stream().map(Domain::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String row(Answer answer) {
        return String.format(Locale.ROOT, "  %-20s  %s", answer.entry(), answer.text());
    }
}
