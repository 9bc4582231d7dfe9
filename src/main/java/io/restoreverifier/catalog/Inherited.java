package io.restoreverifier.catalog;

import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an entry takes over from the catalog's {@code defaults:} when it does not say so itself.
 *
 * @param owner empty when nobody is named
 */
record Inherited(
        String owner,
        List<String> tags,
        Criticality criticality,
        Optional<Duration> rpo,
        Optional<Duration> rto,
        Duration timeout) {

    Inherited {
        tags = List.copyOf(tags);
    }

    /** What holds when neither the entry nor the catalog says anything. */
    static Inherited standard() {
        return new Inherited(
                "", List.of(), Criticality.NORMAL, Optional.empty(), Optional.empty(), Duration.ofHours(2));
    }

    /** The same with what is written here in its place; tags are replaced, not added to. */
    Inherited overriddenBy(Settings settings) {
        Optional<Settings> objectives = settings.section("objectives");
        return new Inherited(
                settings.text("owner").orElse(owner),
                settings.has("tags") ? tags(settings) : tags,
                settings.choice("severity", Criticality.class).orElse(criticality),
                objectives.flatMap(o -> o.duration("rpo")).or(() -> rpo),
                objectives.flatMap(o -> o.duration("rto")).or(() -> rto),
                settings.duration("timeout").orElse(timeout));
    }

    private static List<String> tags(Settings settings) {
        List<String> tags = settings.texts("tags");
        for (String tag : tags) {
            if (tag.isBlank() || tag.contains(",") || !tag.equals(tag.strip())) {
                settings.problem("tags", "`" + tag + "` cannot be selected", "leave out commas and outer spaces");
            }
        }
        return tags.stream().distinct().toList();
    }
}
