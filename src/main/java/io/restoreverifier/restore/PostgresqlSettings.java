package io.restoreverifier.restore;

import io.restoreverifier.model.Settings;
import java.util.List;
import java.util.Optional;

/**
 * What the catalog says under {@code restore: postgresql:}; everything may be left out.
 *
 * @param version server major; empty: the source server's
 * @param image empty: the official image of that major
 * @param roles that exist before the restore
 * @param database that the checks ask, of a physical backup; empty: the largest
 * @param globals pattern of the names of dumps by {@code pg_dumpall --globals-only}; empty: there are none
 */
record PostgresqlSettings(
        Optional<Integer> version,
        Optional<String> image,
        List<String> roles,
        Optional<String> database,
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
                settings.text("globals"));
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
