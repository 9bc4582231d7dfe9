package io.restoreverifier.placement;

import io.restoreverifier.model.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The failure domains that something stands in, as they are stated; empty when none is.
 *
 * @param all at most one of each kind, in the order of the kinds
 */
public record Domains(List<Domain> all) {
    public static final Domains UNSTATED = new Domains(List.of());

    public Domains {
        all = all.stream().sorted().toList();
    }

    /** Reads a key for each kind. */
    static Domains read(Settings settings) {
        List<Domain> stated = new ArrayList<>();
        for (DomainKind kind : DomainKind.values()) {
            settings.text(kind.key())
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .ifPresent(name -> stated.add(new Domain(kind, name)));
        }
        return new Domains(stated);
    }

    /** Reads them from below a key; unstated without it. */
    public static Domains read(Settings settings, String key) {
        return settings.section(key).map(Domains::read).orElse(UNSTATED);
    }

    public boolean isStated() {
        return !all.isEmpty();
    }

    public boolean has(Domain domain) {
        return all.contains(domain);
    }

    Optional<String> of(DomainKind kind) {
        return all.stream().filter(d -> d.kind() == kind).map(Domain::name).findFirst();
    }

    List<Domain> sharedWith(Domains other) {
        return all.stream().filter(other::has).toList();
    }

    static String listed(Collection<Domain> domains) {
        return domains.stream().map(Domain::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return listed(all);
    }
}
