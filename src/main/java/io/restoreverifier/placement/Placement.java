package io.restoreverifier.placement;

import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where production of a backup stands and where its copies do.
 *
 * @param production empty when nobody says
 * @param copies the source first, always there
 */
public record Placement(Optional<Standing> production, List<Standing> copies, Terms terms) {

    /** Of what only one place is known, and nobody says where it stands. */
    public static final Placement UNSTATED = new Placement(
            Optional.empty(),
            List.of(new Standing(Standing.SOURCE, Domains.UNSTATED, Optional.empty())),
            Terms.standard(Criticality.NORMAL, Optional.empty()));

    public Placement {
        copies = List.copyOf(copies);
    }

    /** Reads {@code production:} and {@code placement:} of {@code catalog.yml}, so that they are known keys also without an entry. */
    public static void know(Optional<Settings> common) {
        common.ifPresent(c -> {
            c.section("production").ifPresent(Standing::production);
            Terms.standard(Criticality.NORMAL, Optional.empty()).overriddenBy(c.section("placement"));
        });
    }

    /**
     * Reads where the copies of an entry stand; what is wrong becomes problems of the catalog. Whoever reads the sources
     * themselves finds the copies under {@code copies:}, in the order of {@link #copies()}.
     *
     * @param common {@code catalog.yml}
     */
    public static Placement read(Backup backup, Optional<Settings> common) {
        Settings document = backup.document();
        Optional<Standing> production = document.section("production")
                .or(() -> common.flatMap(c -> c.section("production")))
                .map(Standing::production);
        Terms terms = Terms.standard(backup.labels().criticality(), backup.rpo())
                .overriddenBy(common.flatMap(c -> c.section("placement")))
                .overriddenBy(document.section("placement"));
        List<Standing> copies = new ArrayList<>();
        copies.add(document.section("source")
                .map(source -> Standing.read(Standing.SOURCE, source))
                .orElse(UNSTATED.copies().get(0)));
        if (document.has("copies")) {
            copies(document, copies);
        }
        Placement placement = new Placement(production, copies, terms);
        placement.holdToItsTerm(backup);
        return placement;
    }

    private static void copies(Settings document, List<Standing> copies) {
        Set<String> names = new HashSet<>(Set.of(Standing.SOURCE));
        List<Settings> declared = document.sections("copies");
        if (declared.isEmpty()) {
            document.problem("copies", "names no copy", "add one, or take the key out");
        }
        for (Settings section : declared) {
            Standing copy = Standing.copy(copies.size() + 1, section);
            copies.add(copy);
            if (!names.add(copy.name())) {
                section.problem("there is another copy `" + copy.name() + "`", "give it a `name:` of its own");
            }
        }
    }

    /** One copy is restored in each run. */
    private void holdToItsTerm(Backup backup) {
        Duration round = backup.every().orElse(Duration.ofDays(1)).multipliedBy(copies.size());
        if (copies.size() > 1 && round.compareTo(terms.proveWithin()) > 0) {
            backup.document()
                    .problem(
                            "copies",
                            copies.size() + " copies, one restored in each run, cannot all be proven within "
                                    + terms.proveWithin().toDays() + "d",
                            "write `placement: {prove-within: " + round.toDays() + "d}`, or verify more often");
        }
    }

    /** Whether anything is asked of it: production says where it stands, or there is more than one copy. */
    public boolean isStated() {
        return production.isPresent() || copies.size() > 1;
    }

    /** All domains that anything of it stands in; empty when nobody states one. */
    public Set<Domain> domains() {
        return Stream.concat(production.stream(), copies.stream())
                .flatMap(standing -> standing.domains().all().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Production's domains; none when nobody states them. */
    public Domains ofProduction() {
        return production.map(Standing::domains).orElse(Domains.UNSTATED);
    }
}
