package io.restoreverifier.model;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A thing that is backed up regularly, as its file of the catalog declares it. What only its kinds understand (source,
 * restore, checks) is still in {@link Settings}; the registry gives them to the kinds.
 *
 * @param name unique in the catalog
 * @param location of the entry, for messages
 * @param zone for times that name none
 * @param timeout for the whole verification
 * @param every how often it must be proven; empty: in each run
 * @param ignored findings that it lives with for a while
 * @param line that recovery would go by; empty when none is stated
 * @param keepFailed how long the sandbox of one that failed stays for a look; empty: it goes in any case
 * @param document the whole entry; the catalog has read the keys that are common to all kinds
 */
public record Backup(
        String name,
        Location location,
        EntryLabels labels,
        ZoneId zone,
        Optional<Duration> rpo,
        Optional<Duration> rto,
        Duration timeout,
        Optional<Duration> every,
        List<IgnoreRule> ignored,
        Optional<LineSpeed> line,
        Optional<Duration> keepFailed,
        Settings document) {

    public Backup {
        ignored = List.copyOf(ignored);
    }

    /** One that states no line, and of which nothing stays. */
    public Backup(
            String name,
            Location location,
            EntryLabels labels,
            ZoneId zone,
            Optional<Duration> rpo,
            Optional<Duration> rto,
            Duration timeout,
            Optional<Duration> every,
            List<IgnoreRule> ignored,
            Settings document) {
        this(
                name,
                location,
                labels,
                zone,
                rpo,
                rto,
                timeout,
                every,
                ignored,
                Optional.empty(),
                Optional.empty(),
                document);
    }
}
