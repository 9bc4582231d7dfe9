package io.restoreverifier.model;

/**
 * One thing that is wrong with the catalog.
 *
 * @param key the key that is meant, as a dotted path; empty when it is the file or the entry as a whole
 * @param hint the way out; empty when the message says it all
 */
public record Problem(Location location, String key, String message, String hint) {

    /** The problem as users read it: {@code file:line: key: message}, and the hint on a line of its own. */
    @Override
    public String toString() {
        return location + ": " + (key.isEmpty() ? "" : key + ": ") + message
                + (hint.isEmpty() ? "" : "\n  hint: " + hint);
    }
}
