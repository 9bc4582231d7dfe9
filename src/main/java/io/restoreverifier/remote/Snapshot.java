package io.restoreverifier.remote;

import java.time.Instant;
import java.util.List;

/**
 * What a backup program keeps of one run.
 *
 * @param id by which it can be asked for, and whoever restores it by hand would ask for it
 * @param host that it was made on, as the program noted it; empty where it cannot be told
 * @param paths that were backed up; empty where the program does not tell
 * @param tags empty where the program knows none
 */
public record Snapshot(String id, String host, List<String> paths, List<String> tags, Instant time) {
    public Snapshot {
        paths = List.copyOf(paths);
        tags = List.copyOf(tags);
    }
}
