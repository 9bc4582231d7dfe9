package io.restoreverifier.catalog;

import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Suggestions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/** Reads {@code zone:}. */
final class Zones {
    private Zones() {}

    /** Empty when it is absent, or after a problem was noted. */
    static Optional<ZoneId> read(Settings settings) {
        return settings.text("zone").flatMap(text -> {
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException e) {
                String hint = Suggestions.nearest(text, ZoneId.getAvailableZoneIds())
                        .map(name -> "did you mean `" + name + "`?")
                        .orElse("write for example Europe/Berlin or +02:00");
                settings.problem("zone", "`" + text + "` is not a time zone", hint);
                return Optional.empty();
            }
        });
    }
}
