package io.restoreverifier.application;

import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.sandbox.Sandboxes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an application is started on.
 *
 * @param entry its name
 * @param databases those of its parts, by the name of the part
 * @param trees where each restored tree lies, by the name of the part, in their order: the first is its working folder
 * @param neighbour whose network it joins, with all its databases; empty when no part has one
 * @param limit how much time is left for the whole verification
 */
public record Ingredients(
        String entry,
        Map<String, PartDatabase> databases,
        Map<String, Path> trees,
        Optional<Sandbox> neighbour,
        Sandboxes sandboxes,
        SandboxLimits limits,
        Duration limit) {

    public Ingredients {
        databases = Map.copyOf(databases);
        trees = new LinkedHashMap<>(trees);
    }
}
