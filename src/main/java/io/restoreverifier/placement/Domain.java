package io.restoreverifier.placement;

/** One thing that can be lost, such as the site fremont. */
public record Domain(DomainKind kind, String name) implements Comparable<Domain> {

    @Override
    public int compareTo(Domain other) {
        int kinds = kind.compareTo(other.kind);
        return kinds != 0 ? kinds : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return kind.key() + " " + name;
    }
}
