package io.restoreverifier.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a physical backup of a PostgreSQL server, as pg_basebackup makes it, says about itself before it is restored.
 *
 * @param major of the server, as PG_VERSION says; 0 when it could not be read
 * @param folder of the artifact that it lies in, with a slash at its end; empty when it lies at the top
 * @param base the archive of the data directory in it, such as {@code base.tar.gz}; empty when the directory itself is there
 * @param manifest whether there is a manifest, which pg_verifybackup holds every file against
 * @param beginsWith the WAL segment that recovery begins with; empty when there is no backup_label
 * @param segments the WAL segments that it holds
 * @param segmentBytes how long one of them is; 0 when there is none
 * @param tablespaces those it needs, by their number: where they lay
 * @param heldTablespaces the numbers of those it holds
 * @param lineage what it goes on from, and what can go on from it
 */
public record PhysicalBackup(
        int major,
        String folder,
        String base,
        boolean manifest,
        Optional<String> beginsWith,
        SortedSet<String> segments,
        long segmentBytes,
        Map<String, String> tablespaces,
        Set<String> heldTablespaces,
        Lineage lineage) {

    public PhysicalBackup {
        segments = new TreeSet<>(segments);
        tablespaces = Map.copyOf(tablespaces);
        heldTablespaces = Set.copyOf(heldTablespaces);
    }

    /** As users read it. */
    public String label() {
        return "physical backup of PostgreSQL" + (major == 0 ? "" : " " + major);
    }

    /** Whether data directory, WAL and tablespaces are archives of their own. */
    public boolean isPacked() {
        return !base.isEmpty();
    }

    /** How many timelines its WAL is of. */
    public int timelines() {
        return (int) segments.stream()
                .map(segment -> segment.substring(0, Math.min(8, segment.length())))
                .distinct()
                .count();
    }
}
