package io.restoreverifier.run;

import io.restoreverifier.model.GroundMap;
import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.GroundMap.Fate;
import io.restoreverifier.model.GroundMap.Lost;
import io.restoreverifier.model.GroundMap.Place;
import io.restoreverifier.model.GroundMap.Role;
import io.restoreverifier.model.GroundMap.Tenant;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.placement.Domain;
import io.restoreverifier.placement.DomainKind;
import io.restoreverifier.placement.DomainName;
import io.restoreverifier.placement.Placement;
import io.restoreverifier.placement.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws up what the entries of a run stand on, and what is left when some of it is lost. */
final class GroundSurvey {
    private final Prepared catalog;
    private final Losses losses;
    private final Known known;

    private GroundSurvey(Prepared catalog, Losses losses, Known known) {
        this.catalog = catalog;
        this.losses = losses;
        this.known = known;
    }

    /**
     * The run with its map; without one when the catalog does not say where anything stands, or no backup of it was chosen.
     * What cannot be told here keeps nothing else from being told.
     *
     * @param look how long to wait for each copy that the run has not seen; zero: it is not looked at
     */
    static RunResult told(RunResult run, Prepared catalog, Surroundings with, Duration look) {
        if (catalog.domains().isEmpty() || catalog.plans().isEmpty()) {
            return run;
        }
        try {
            Known known = Known.of(with.past(), run.outcomes(), with.now());
            Losses losses = new Losses(catalog, known, with.sightings(), look);
            return run.on(new GroundSurvey(catalog, losses, known).map());
        } catch (RuntimeException e) {
            return run.with("ground", "where backups stand could not be told: " + e);
        }
    }

    private GroundMap map() {
        return new GroundMap(
                catalog.domains().stream().map(this::place).toList(),
                names().stream().map(this::lost).toList());
    }

    private Set<String> names() {
        return catalog.lost().isEmpty()
                ? catalog.domains().stream().map(Domain::name).collect(Collectors.toCollection(TreeSet::new))
                : new LinkedHashSet<>(catalog.lost());
    }

    /** What stays needs no word, and of what nobody says where it stands there is nothing to say. */
    private Lost lost(String name) {
        Set<String> silent = losses.plans().stream()
                .filter(plan -> plan.copies().placement().domains().isEmpty())
                .map(Plan::name)
                .collect(Collectors.toSet());
        List<Answer> answers = losses.of(DomainName.of(name)).stream()
                .filter(answer -> answer.fate() != Fate.STAYS && !silent.contains(answer.entry()))
                .toList();
        return new Lost(name, answers);
    }

    private Place place(Domain domain) {
        List<Tenant> tenants = new ArrayList<>();
        losses.plans().forEach(plan -> tenants.addAll(tenants(plan, domain)));
        catalog.applications()
                .forEach(application -> application.needs().stream()
                        .filter(need ->
                                need.plan().copies().placement().ofProduction().has(domain))
                        .findFirst()
                        .ifPresent(need -> tenants.add(new Tenant(
                                application.name(),
                                "runs on " + need.plan().name(),
                                Role.PRODUCTION,
                                Optional.empty()))));
        catalog.storage().stream()
                .filter(storage -> isOn(storage, domain))
                .forEach(storage ->
                        tenants.add(new Tenant(storage.name(), "storage", Role.STORAGE, Optional.of(health(storage)))));
        return new Place(domain.kind().key(), domain.name(), tenants);
    }

    private List<Tenant> tenants(Plan plan, Domain domain) {
        Placement placement = plan.copies().placement();
        List<Tenant> tenants = new ArrayList<>();
        if (placement.ofProduction().has(domain)) {
            tenants.add(new Tenant(plan.name(), "production", Role.PRODUCTION, Optional.empty()));
        }
        for (Standing copy : placement.copies()) {
            if (copy.domains().has(domain)) {
                tenants.add(new Tenant(plan.name(), copy.name(), Role.COPY, Optional.of(known.proof(plan, copy))));
            }
        }
        return tenants;
    }

    /** An array or a host is the domain that is called like it. */
    private static boolean isOn(StorageEntry storage, Domain domain) {
        boolean itself = (domain.kind() == DomainKind.ARRAY || domain.kind() == DomainKind.HOST)
                && domain.name().equals(storage.name());
        return itself || storage.domains().has(domain);
    }

    private Verdict health(StorageEntry storage) {
        return known.lastVerdict(storage.name()).orElse(Verdict.COULD_NOT_VERIFY);
    }
}
