package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.PgbackrestStore;
import java.time.ZoneId;

/** Artifacts that are backups of a server in a repository of pgBackRest. */
public final class PgbackrestSource {
    private PgbackrestSource() {}

    /**
     * Reads the key {@code newest}, and those of the {@link PgbackrestStore}. After a problem was noted the source is there,
     * and must not be used.
     *
     * @param settings the section {@code source:}
     * @param zone of no use here: backups carry theirs
     */
    public static Source read(Settings settings, ZoneId zone) {
        return BackupSetSource.read(settings, zone, PgbackrestStore.read(settings));
    }
}
