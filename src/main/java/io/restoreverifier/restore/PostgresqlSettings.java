package io.restoreverifier.restore;

import io.restoreverifier.model.Settings;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * What the catalog says under {@code restore: postgresql:}; everything may be left out.
 *
 * @param version server major; empty: the source server's
 * @param image empty: the official image of that major
 * @param roles that exist before the restore
 * @param database that the checks ask, of a physical backup; empty: the largest
 * @param incrementals pattern of the incremental backups that go on from a full physical one; empty: there are none
 * @param wal pattern of the name of the folder of archived WAL, for a physical backup; empty: there is none
 * @param target when recovery stops; empty: at the end of the WAL
 * @param globals pattern of the names of dumps by {@code pg_dumpall --globals-only}; empty: there are none
 */
record PostgresqlSettings(
        Optional<Integer> version,
        Optional<String> image,
        List<String> roles,
        Optional<String> database,
        Optional<String> incrementals,
        Optional<String> wal,
        Optional<Instant> target,
        Optional<String> globals) {
    private static final int OLDEST = 10;

    PostgresqlSettings {
        roles = List.copyOf(roles);
    }

    static PostgresqlSettings read(Settings settings) {
        Optional<Long> version = settings.count("version");
        if (version.isPresent() && (version.get() < OLDEST || version.get() > 99)) {
            settings.problem(
                    "version", version.get() + " is not a major version of PostgreSQL", "write for example 15");
        }
        return new PostgresqlSettings(
                version.map(Math::toIntExact),
                settings.text("image"),
                settings.texts("roles"),
                settings.text("database"),
                settings.text("incrementals"),
                settings.text("wal"),
                target(settings),
                settings.text("globals"));
    }

    private static Optional<Instant> target(Settings settings) {
        if (settings.has("wal") && settings.has("globals")) {
            settings.problem("globals", "are for a dump, and `wal` is for a physical backup", "leave one of them out");
        }
        for (String other : List.of("wal", "globals")) {
            if (settings.has("incrementals") && settings.has(other)) {
                settings.problem("incrementals", "and `" + other + "` do not go together yet", "leave one of them out");
            }
        }
        try {
            return settings.text("target-time").map(Instant::parse);
        } catch (DateTimeParseException e) {
            settings.problem("target-time", "is no moment", "write for example \"2026-11-21T02:00:00Z\"");
            return Optional.empty();
        }
    }

    /** The patterns of what else is needed; at most one. */
    List<String> companions() {
        return incrementals.or(this::wal).or(this::globals).stream().toList();
    }

    /** The major to restore into: the dumped server's, and pg_dump's own when that is newer. */
    int majorFor(int serverMajor, int toolMajor) {
        return version.orElse(Math.max(serverMajor, toolMajor));
    }

    /** The image with that major. */
    String imageFor(int major) {
        return image.orElse("postgres:" + major);
    }

    /** Whether the entry itself says what to restore with, so that what is too old is a fault of its plan. */
    boolean namesVersion() {
        return version.isPresent() || image.isPresent();
    }
}
