package io.restoreverifier.catalog;

import io.restoreverifier.model.ImageNames;
import io.restoreverifier.model.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code catalog.yml} says for all entries. */
record Common(Optional<Instant> now, ZoneId zone, ImageNames images, Inherited defaults, Optional<Settings> document) {

    /** What holds without a {@code catalog.yml}. */
    static Common standard() {
        return new Common(
                Optional.empty(), ZoneOffset.UTC, ImageNames.asWritten(), Inherited.standard(), Optional.empty());
    }

    /** Reads what every entry needs; the rest of the document is for the kinds of outlets. */
    static Common read(Settings settings) {
        return new Common(
                now(settings),
                Zones.read(settings).orElse(ZoneOffset.UTC),
                settings.section("images").map(Common::images).orElse(ImageNames.asWritten()),
                settings.section("defaults")
                        .map(Inherited.standard()::overriddenBy)
                        .orElse(Inherited.standard()),
                Optional.of(settings));
    }

    private static Optional<Instant> now(Settings settings) {
        return settings.text("now").flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                settings.problem("now", "`" + text + "` is not a moment", "write for example 2026-11-20T05:00:00Z");
                return Optional.empty();
            }
        });
    }

    private static ImageNames images(Settings settings) {
        Optional<String> mirror = settings.text("mirror");
        Map<String, String> replacements = new LinkedHashMap<>();
        for (String image : settings.keys()) {
            if (!image.equals("mirror")) {
                replacements.put(image, settings.requiredText(image));
            }
        }
        return new ImageNames(mirror.filter(prefix -> !prefix.isBlank()), replacements);
    }
}
