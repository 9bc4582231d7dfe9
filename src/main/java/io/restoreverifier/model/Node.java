package io.restoreverifier.model;

import java.util.List;
import java.util.Map;

/** A piece of the catalog as it was written, with the place where it stands; made by the catalog room, read by kinds. */
public sealed interface Node {

    Location location();

    /**
     * A single value.
     *
     * @param text as written, with {@code ${env:}} and {@code ${file:}} already replaced
     * @param quoted it was quoted, so that it is a text whatever it looks like
     */
    record Scalar(Location location, String text, boolean quoted) implements Node {
        /** Nothing was written: {@code key:} with no value, {@code ~} or {@code null}. */
        public boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    record Sequence(Location location, List<Node> items) implements Node {}

    /** Keys in the order in which they were written. */
    record Mapping(Location location, Map<String, Node> entries) implements Node {}
}
