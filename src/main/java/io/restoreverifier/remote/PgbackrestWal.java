package io.restoreverifier.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.FindingCode;
import java.util.Iterator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which WAL of a stanza recovery takes: all from the backup's beginning on, of its timeline and those that followed. */
final class PgbackrestWal {
    private static final Pattern SEGMENT = Pattern.compile("(?:[0-9A-F]{16}/)?([0-9A-F]{24})-[0-9a-f]{40}(?:\\.\\w+)?");
    private static final Pattern HISTORY = Pattern.compile("([0-9A-F]{8})\\.history");
    private static final int TIMELINE = 8;

    private final SortedSet<String> segments = new TreeSet<>();
    private final SortedSet<String> histories = new TreeSet<>();

    private PgbackrestWal() {}

    /**
     * @param listed what {@code pgbackrest repo-ls --recurse --output=json} says of the folder of WAL
     * @param first segment that is of use
     */
    static PgbackrestWal of(String listed, String first) {
        return ToolJson.read(
                listed,
                "what pgbackrest says of the archive of WAL",
                "pgbackrest repo-ls --recurse --output=json archive",
                all -> of(all, first));
    }

    private static PgbackrestWal of(JsonNode all, String first) {
        PgbackrestWal wal = new PgbackrestWal();
        String timeline = first.substring(0, TIMELINE);
        for (Iterator<String> names = all.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            Matcher segment = SEGMENT.matcher(name);
            Matcher history = HISTORY.matcher(name);
            if (segment.matches() && isWanted(segment.group(1), first)) {
                wal.segments.add(segment.group(1));
            } else if (history.matches() && history.group(1).compareTo(timeline) > 0) {
                wal.histories.add(history.group(1));
            }
        }
        return wal;
    }

    private static boolean isWanted(String segment, String first) {
        return segment.compareTo(first) >= 0 && segment.substring(TIMELINE).compareTo(first.substring(TIMELINE)) >= 0;
    }

    /** By the names that they are asked for. */
    Iterable<String> names() {
        SortedSet<String> names = new TreeSet<>(segments);
        histories.forEach(timeline -> names.add(timeline + ".history"));
        return names;
    }

    /** @throws BrokenArtifact when one is missing that the backup needs, or that leads on to a later timeline */
    void require(PgbackrestInfo.Backup backup) throws BrokenArtifact {
        for (String needed :
                new String[] {backup.start().orElse(""), backup.stop().orElse("")}) {
            if (!needed.isEmpty() && !segments.contains(needed)) {
                throw incomplete(
                        "WAL segment " + needed + ", which backup " + backup.label()
                                + " needs to be consistent, is not in the archive",
                        "was it deleted? pgbackrest expire keeps what backups need; make a full backup");
            }
        }
        for (String segment : segments) {
            String timeline = segment.substring(0, TIMELINE);
            if (!timeline.equals(backup.start().orElse(segment).substring(0, TIMELINE))
                    && !histories.contains(timeline)) {
                throw incomplete(
                        "the archive holds segments of timeline " + timeline + ", and no " + timeline + ".history",
                        "without it recovery ends where the timeline begins: archive it again from the server");
            }
        }
    }

    private static BrokenArtifact incomplete(String message, String hint) {
        return new BrokenArtifact(FindingCode.ARTIFACT_INCOMPLETE, message, hint);
    }
}
