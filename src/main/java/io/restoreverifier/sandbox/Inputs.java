package io.restoreverifier.sandbox;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request gave to a sandbox, read-only.
 *
 * @param inside where commands see it, by where this process does
 */
record Inputs(Map<Path, String> inside) {

    Inputs {
        inside = Collections.unmodifiableMap(new LinkedHashMap<>(inside));
    }

    /** @throws IllegalArgumentException when it was not given */
    String inside(Path input) {
        String seen = inside.get(input);
        if (seen == null) {
            throw new IllegalArgumentException(input + " was not given to this sandbox");
        }
        return seen;
    }
}
