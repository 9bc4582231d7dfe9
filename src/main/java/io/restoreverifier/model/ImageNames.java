package io.restoreverifier.model;

import java.util.Map;
import java.util.Optional;

/**
 * Where container images are taken from, for those who do not pull from the public registry.
 *
 * @param mirror put before every image of the public registry, without a slash at its end; empty when there is none
 * @param replacements images to take instead, by the name they are asked for; they are taken as they stand
 */
public record ImageNames(Optional<String> mirror, Map<String, String> replacements) {
    private static final String PUBLIC_REGISTRY = "docker.io/";

    public ImageNames {
        mirror = mirror.map(prefix -> prefix.replaceAll("/+$", ""));
        replacements = Map.copyOf(replacements);
    }

    /** Every image from where its name says. */
    public static ImageNames asWritten() {
        return new ImageNames(Optional.empty(), Map.of());
    }

    /** The image to take when this one is asked for. One that names a registry of its own passes the mirror by. */
    public String resolve(String image) {
        String replacement = replacements.get(image);
        if (replacement != null) {
            return replacement;
        }
        String plain = image.startsWith(PUBLIC_REGISTRY) ? image.substring(PUBLIC_REGISTRY.length()) : image;
        if (mirror.isEmpty() || namesRegistry(plain)) {
            return image;
        }
        return mirror.get() + "/" + plain;
    }

    /** As the reference format has it: the part before the first slash is a host when it has a dot or a port. */
    private static boolean namesRegistry(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost");
    }
}
