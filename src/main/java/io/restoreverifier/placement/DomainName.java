package io.restoreverifier.placement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A failure domain as somebody calls it: {@code fremont} is whatever is called so, {@code site fremont} and {@code
 * site:fremont} are the site alone.
 */
public record DomainName(Optional<DomainKind> kind, String name) {

    /** Reads it; a word that is no kind is part of the name. */
    public static DomainName of(String text) {
        String stripped = text.strip();
        for (DomainKind kind : DomainKind.values()) {
            for (String between : Arrays.asList(":", " ")) {
                String before = kind.key() + between;
                if (stripped.toLowerCase(Locale.ROOT).startsWith(before)
                        && !stripped.substring(before.length()).isBlank()) {
                    return new DomainName(
                            Optional.of(kind),
                            stripped.substring(before.length()).strip());
                }
            }
        }
        return new DomainName(Optional.empty(), stripped);
    }

    public boolean means(Domain domain) {
        return domain.name().equals(name)
                && kind.map(one -> one == domain.kind()).orElse(true);
    }

    @Override
    public String toString() {
        return kind.map(one -> one.key() + " ").orElse("") + name;
    }
}
