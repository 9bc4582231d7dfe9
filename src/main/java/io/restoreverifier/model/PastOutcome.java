package io.restoreverifier.model;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an earlier run found of an entry, as the history keeps it: counts, sizes and digests, never a row.
 *
 * @param run the run's id
 * @param asOf the moment that its ages were counted to
 * @param artifact the name of the newest one then; empty when none was found
 * @param producedAt when that artifact was made, as far as it was known
 * @param bytes of the artifact; empty when none was found
 * @param sha256 of the artifact, lower-case hexadecimal; empty when it was not fetched
 * @param rpo as measured
 * @param rto as measured
 * @param rows of each table, or files of a code base under {@code files}; empty when nothing was counted
 */
public record PastOutcome(
        String entry,
        String run,
        Instant asOf,
        Verdict verdict,
        Optional<String> artifact,
        Optional<Instant> producedAt,
        OptionalLong bytes,
        String sha256,
        Optional<Duration> rpo,
        Optional<Duration> rto,
        Map<String, Long> rows) {

    /** Under which files are counted, where there are no tables. */
    public static final String FILES = "files";

    /** What stands before the name of a part, whose count is no sum of rows: a folder's files, a file system's kilobytes, a canary. */
    public static final String PART = "./";

    public PastOutcome {
        rows = Map.copyOf(rows);
    }

    /** The counts that are of rows, without those of parts. */
    public Map<String, Long> tables() {
        if (rows.keySet().stream().noneMatch(name -> name.startsWith(PART))) {
            return rows;
        }
        Map<String, Long> tables = new HashMap<>(rows);
        tables.keySet().removeIf(name -> name.startsWith(PART));
        return tables;
    }
}
