package io.restoreverifier.remote;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code backup.info} says of a backup, read as Barman reads it: the last line of a key is the one that holds. */
record BarmanInfo(Map<String, String> said) {
    /** How Barman writes that a key has no value. */
    static final String NONE = "None";

    static BarmanInfo of(String text) {
        Map<String, String> said = new HashMap<>();
        for (String line : text.split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                said.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return new BarmanInfo(said);
    }

    /** {@link #NONE} for a backup of plain files. */
    String compression() {
        return said.getOrDefault("compression", NONE);
    }

    /** What Barman's last check has noted, empty when it was well. */
    Optional<String> wrong() {
        String status = said.getOrDefault("status", "not known");
        String error = said.getOrDefault("error", NONE);
        if (status.equals("DONE")) {
            return Optional.empty();
        }
        return Optional.of(ToolWords.plain(error.equals(NONE) ? "its status is " + status : error));
    }
}
