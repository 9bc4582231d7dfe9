package io.restoreverifier.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.restoreverifier.model.CannotTell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code pgbackrest info --output=json} says of a stanza. See pgBackRest's command reference, "Info Command".
 *
 * @param status 0 when there are backups, 1 when there is no such stanza, 2 when it has no backup, 3 when its data are gone
 * @param message of that status
 */
record PgbackrestInfo(int status, String message, List<Backup> backups) {
    static final int NO_STANZA = 1;
    static final int NO_DATA = 3;
    static final int UNREADABLE = 99;

    private static final String GARBLED = "it cannot be read";
    private static final Pattern DAMAGE =
            Pattern.compile("^" + GARBLED + "|^\\[(?:Crypto|Checksum|\\w*Format|FileInvalid|FileMissing)Error]");
    private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");

    /**
     * A backup of it.
     *
     * @param archive the folder of WAL that goes with it, such as {@code 15-1}
     * @param start the WAL segment that recovery begins with; empty when the server was not running
     * @param stop the one without which it is not consistent
     * @param bytes of all files once it is restored
     */
    record Backup(
            String label, Instant time, String archive, Optional<String> start, Optional<String> stop, long bytes) {}

    /** Whether its message is of what was read, and not of why nothing was. */
    boolean isDamaged() {
        return DAMAGE.matcher(message).find();
    }

    static PgbackrestInfo of(String said) {
        try {
            return ToolJson.read(
                    said,
                    "what pgbackrest says of its backups",
                    "pgbackrest info --output=json",
                    all -> of(all.path(0)));
        } catch (CannotTell e) {
            // Of what it cannot decrypt it says the bytes, which are no JSON.
            if (said.contains("\"code\":" + UNREADABLE)) {
                return new PgbackrestInfo(UNREADABLE, GARBLED, List.of());
            }
            throw e;
        }
    }

    private static PgbackrestInfo of(JsonNode stanza) {
        JsonNode status = stanza.path("repo").path(0).path("status");
        List<Backup> backups = new ArrayList<>();
        for (JsonNode node : stanza.path("backup")) {
            backups.add(backup(stanza, node));
        }
        return new PgbackrestInfo(
                status.path("code").asInt(NO_STANZA), status.path("message").asText(), backups);
    }

    private static Backup backup(JsonNode stanza, JsonNode node) {
        int database = node.path("database").path("id").asInt();
        String archive = "";
        for (JsonNode candidate : stanza.path("archive")) {
            if (candidate.path("database").path("id").asInt() == database) {
                archive = candidate.path("id").asText();
            }
        }
        return new Backup(
                node.path("label").asText(),
                Instant.ofEpochSecond(node.path("timestamp").path("stop").asLong()),
                archive,
                segment(node.path("archive").path("start")),
                segment(node.path("archive").path("stop")),
                node.path("info").path("size").asLong());
    }

    private static Optional<String> segment(JsonNode node) {
        if (!node.isTextual()) {
            return Optional.empty();
        }
        if (!SEGMENT.matcher(node.asText()).matches()) {
            throw new IllegalArgumentException("`" + ToolWords.plain(node.asText()) + "` is no segment of WAL");
        }
        return Optional.of(node.asText());
    }
}
