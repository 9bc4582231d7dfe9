package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * Which snapshots of a repository are artifacts of an entry.
 *
 * @param host that they were made on; empty for any
 * @param path one of the paths that were backed up; empty for any
 * @param tags all of which they bear
 * @param name of which form their names are; empty for any
 * @param hosts that must go on making them, apart from those that have made any
 * @param part of each, that is restored; empty for all
 */
record SnapshotChoice(
        Optional<String> host,
        Optional<String> path,
        List<String> tags,
        Optional<NamePattern> name,
        List<String> hosts,
        Optional<String> part) {

    /** Reads the keys {@code host}, {@code hosts} and {@code part}. */
    static SnapshotChoice read(
            Settings settings, Optional<String> path, List<String> tags, Optional<NamePattern> name) {
        Optional<String> host = settings.text("host");
        List<String> hosts = settings.texts("hosts");
        if (host.isPresent() && !hosts.isEmpty()) {
            settings.problem("hosts", "stands beside `host`", "keep one of the two");
        }
        return new SnapshotChoice(host, path, tags, name, hosts, settings.text("part"));
    }

    boolean takes(Snapshot snapshot) {
        return host.map(snapshot.host()::equals).orElse(true)
                && path.map(snapshot.paths()::contains).orElse(true)
                && snapshot.tags().containsAll(tags)
                && name.map(pattern -> pattern.matches(snapshot.id())).orElse(true);
    }
}
