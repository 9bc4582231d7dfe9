package io.restoreverifier.restore;

import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PhysicalBackup;
import io.restoreverifier.model.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** The pieces that a physical backup needs and does not hold, as far as it says itself which they are. */
final class PhysicalGaps {
    private static final long LOG_BYTES = 1L << 32;
    private static final String KEEP =
            "keep every file that pg_basebackup writes, and every WAL segment that was archived since it began";

    private final PhysicalBackup backup;

    PhysicalGaps(PhysicalBackup backup) {
        this.backup = backup;
    }

    /** What is told without a sandbox. */
    static List<Finding> beforehand(PhysicalBackup backup, PostgresqlSettings settings) {
        List<Finding> findings = new ArrayList<>();
        settings.version()
                .filter(wanted -> wanted != backup.major())
                .ifPresent(wanted -> findings.add(otherMajor(backup, wanted)));
        PhysicalGaps gaps = new PhysicalGaps(backup);
        // With an archive, what is missing is told when that was read.
        findings.addAll(settings.wal().isEmpty() ? gaps.findings() : gaps.tablespaces());
        return findings;
    }

    private static Finding otherMajor(PhysicalBackup backup, int wanted) {
        return Finding.error(
                FindingCode.VERSION_MISMATCH,
                Stage.RESTORE,
                "",
                "it is of PostgreSQL " + backup.major() + ", and the entry has version " + wanted
                        + ": a physical backup comes back in its own major alone",
                "correct `restore: {postgresql: {version: ...}}`, or leave it out");
    }

    List<Finding> findings() {
        List<Finding> findings = tablespaces();
        backup.beginsWith().flatMap(this::segmentMissing).ifPresent(findings::add);
        return findings;
    }

    /** Those of tablespaces alone. */
    List<Finding> tablespaces() {
        List<Finding> findings = new ArrayList<>();
        new TreeMap<>(backup.tablespaces()).forEach((number, place) -> {
            if (!backup.heldTablespaces().contains(number)) {
                findings.add(tablespaceMissing(number, place));
            }
        });
        return findings;
    }

    private Finding tablespaceMissing(String number, String place) {
        String lay = "tablespace " + number + ", which lay in " + SafeName.shown(place) + ", is missing";
        return Finding.error(
                FindingCode.ARTIFACT_INCOMPLETE,
                Stage.RESTORE,
                "tablespace " + number,
                backup.isPacked() ? lay + ": there is no " + number + ".tar beside " + backup.base() : lay,
                backup.isPacked()
                        ? "keep every file that pg_basebackup writes"
                        : "a folder holds a link in its place: let pg_basebackup write --format=tar, which takes it along");
    }

    private Optional<Finding> segmentMissing(String first) {
        SortedSet<String> held = backup.segments();
        if (held.isEmpty()) {
            return Optional.of(missing(
                    "it holds no WAL: recovery begins with segment " + first + ", and without it nothing starts",
                    "let pg_basebackup take it along: --wal-method=stream"));
        }
        if (!held.contains(first)) {
            return Optional.of(missing("WAL segment " + first + ", with which recovery begins, is missing", KEEP));
        }
        // Names begin with the timeline, so that each timeline's are side by side.
        String begin = first;
        String before = first;
        for (String segment : held.tailSet(first)) {
            if (!segment.regionMatches(0, begin, 0, 8)) {
                if (!goesOn(held.subSet(first, segment), segment)) {
                    return Optional.of(missing(
                            "WAL segment " + after(before) + " is missing, between " + begin + " and " + segment,
                            KEEP));
                }
                begin = segment;
            } else if (!segment.equals(begin) && !segment.equals(after(before))) {
                return Optional.of(missing(
                        "WAL segment " + after(before) + " is missing, between " + begin + " and " + last(held, begin),
                        KEEP));
            }
            before = segment;
        }
        return Optional.empty();
    }

    /** A timeline begins in the segment that an earlier one ends in, or in the one after it. */
    private boolean goesOn(SortedSet<String> earlier, String segment) {
        return earlier.stream()
                .anyMatch(before ->
                        before.regionMatches(8, segment, 8, 16) || after(before).regionMatches(8, segment, 8, 16));
    }

    /** Of the same timeline. */
    private static String last(SortedSet<String> held, String segment) {
        return held.tailSet(segment).stream()
                .filter(other -> other.regionMatches(0, segment, 0, 8))
                .reduce(segment, (before, after) -> after);
    }

    /** Names are timeline, log and segment, eight digits each; a log is 4 GiB of segments. */
    private String after(String segment) {
        long perLog = Math.max(1, LOG_BYTES / Math.max(1, backup.segmentBytes()));
        long log = Long.parseLong(segment.substring(8, 16), 16);
        long number = Long.parseLong(segment.substring(16), 16) + 1;
        return segment.substring(0, 8) + String.format("%08X%08X", log + number / perLog, number % perLog);
    }

    private static Finding missing(String message, String hint) {
        return Finding.error(FindingCode.ARTIFACT_INCOMPLETE, Stage.RESTORE, "WAL", message, hint);
    }
}
