package io.restoreverifier.remote;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where a repository of pgBackRest lies, and what pgBackRest is told to get there. */
interface PgbackrestPlace {
    /** For people, and without a slash at its end. */
    String location();

    /**
     * Lines of pgBackRest's configuration, with secrets, for one call: credentials may be others for the next.
     *
     * @param silence how long a server may be silent
     * @throws CannotTell SOURCE_UNREACHABLE when there are no credentials
     */
    String configuration(Duration silence);

    /** @throws CannotTell SOURCE_UNREACHABLE when nothing is there, as far as that is seen without pgBackRest */
    void requireThere();

    /** That nothing is there. */
    CannotTell nothingThere();

    /** What is wrong with the way there, by pgBackRest's words; empty when they are of what lies there. */
    Optional<CannotTell> trouble(String said);

    /** Reads the key {@code pgbackrest}: a folder, or a bucket with {@link PgbackrestBucket}'s keys. */
    static PgbackrestPlace read(Settings settings, Patience patience) {
        String written = PgbackrestCall.line(settings, "pgbackrest").orElse("");
        if (written.startsWith("s3://")) {
            return PgbackrestBucket.read(settings, patience);
        }
        if (written.matches("[a-z0-9]{2,}:.*")) {
            settings.problem(
                    "pgbackrest",
                    "is neither a folder nor a bucket as s3://bucket/path",
                    "mount what lies in another store or on another host, read-only");
        }
        return new PgbackrestFolder(settings.path("pgbackrest").orElse(Path.of("/")));
    }
}
