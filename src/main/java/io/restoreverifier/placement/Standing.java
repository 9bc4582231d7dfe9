package io.restoreverifier.placement;

import io.restoreverifier.model.Settings;
import java.util.Optional;

/**
 * Where a copy stands, or production.
 *
 * @param name unique among the copies of a backup
 * @param medium such as disk or tape; empty when it is not stated
 */
public record Standing(String name, Domains domains, Optional<String> medium) {
    /** The name of what the catalog calls {@code source:}. */
    public static final String SOURCE = "source";

    /** Reads {@code domain:} and {@code medium:} beside the keys of a source. */
    static Standing read(String name, Settings settings) {
        return new Standing(
                name,
                Domains.read(settings, "domain"),
                settings.text("medium").map(String::strip).filter(text -> !text.isEmpty()));
    }

    /** Reads a copy; without {@code name:} it is called by the first of its domains, or by its number. */
    static Standing copy(int number, Settings settings) {
        Standing read = read("", settings);
        String name = settings.text("name")
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .or(() -> read.domains().of(DomainKind.SITE))
                .or(() -> read.domains().all().stream().map(Domain::name).findFirst())
                .orElse("copy-" + number);
        return new Standing(name, read.domains(), read.medium());
    }

    /** Production's: its domains are keys of its own. */
    static Standing production(Settings settings) {
        return new Standing("production", Domains.read(settings), settings.text("medium"));
    }
}
