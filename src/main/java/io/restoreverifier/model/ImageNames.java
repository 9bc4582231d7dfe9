package io.restoreverifier.model;

import java.util.Map;
import java.util.Optional;

/**
 * Where images are taken from: as they are named, through a mirror, or replaced one by one.
 *
 * @param mirror a prefix such as {@code registry.example.org/hub}; empty when there is none
 * @param replacements by the name as the catalog or a default says it; goes before the mirror
 */
public record ImageNames(Optional<String> mirror, Map<String, String> replacements) {

    public ImageNames {
        replacements = Map.copyOf(replacements);
    }

    public static ImageNames asNamed() {
        return new ImageNames(Optional.empty(), Map.of());
    }

    /** The name under which the engine is asked for an image. */
    public String resolve(String image) {
        String replacement = replacements.get(image);
        if (replacement != null) {
            return replacement;
        }
        return mirror.map(prefix -> prefix.replaceAll("/+$", "") + "/" + image).orElse(image);
    }
}
