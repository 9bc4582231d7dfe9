package io.restoreverifier.restore;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Lineage;
import io.restoreverifier.model.PhysicalBackup;
import io.restoreverifier.model.Stage;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where recovery ended. A server takes a record that does not hold against its checksum for the end of the WAL, and says nothing
 * more of it: what came back would be older than the archive, without a word.
 */
final class RecoveryEnd {
    private static final Pattern DAMAGED =
            Pattern.compile("incorrect resource manager data checksum in record at (" + Lineage.NUMBER + ")");
    private static final long LOG_BYTES = 1L << 32;

    private RecoveryEnd() {}

    /** That a record does not hold against its checksum, which the server says by the way, and takes for the end. */
    static Optional<Finding> damaged(String log) {
        Matcher said = DAMAGED.matcher(log);
        return said.find()
                ? Optional.of(corrupt("recovery ended at " + said.group(1)
                        + " of the WAL, where a record does not hold against its checksum"))
                : Optional.empty();
    }

    /**
     * @param end log sequence number of the last record that was taken, or empty
     * @param together what backup and archive hold
     * @return empty also when the end is not known
     */
    static Optional<Finding> early(String end, PhysicalBackup together) {
        if (!Lineage.isNumber(end) || together.segments().isEmpty() || together.segmentBytes() <= 0) {
            return Optional.empty();
        }
        long position = Lineage.number(end) / together.segmentBytes();
        // Names begin with the timeline, and recovery goes on to the latest.
        String last = together.segments().last();
        long perLog = LOG_BYTES / together.segmentBytes();
        long there = Long.parseLong(last.substring(8, 16), 16) * perLog + Long.parseLong(last.substring(16), 16);
        if (position >= there) {
            return Optional.empty();
        }
        String ended = String.format(Locale.ROOT, "%08X%08X", position / perLog, position % perLog);
        return Optional.of(corrupt("recovery ended in WAL segment " + ended
                + " of a timeline, and the archive goes on to " + last.substring(8) + ": what follows does not hold"));
    }

    private static Finding corrupt(String message) {
        return Finding.error(
                FindingCode.ARTIFACT_CORRUPT,
                Stage.RESTORE,
                "WAL",
                message,
                "look at that segment by pg_waldump; take a new base backup, since nothing can be recovered beyond it");
    }
}
