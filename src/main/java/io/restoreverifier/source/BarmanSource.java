package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.BarmanStore;
import java.time.ZoneId;

/** Artifacts that are backups of a server in the home of Barman. */
public final class BarmanSource {
    private BarmanSource() {}

    /**
     * Reads the key {@code newest}, and those of the {@link BarmanStore}. After a problem was noted the source is there, and
     * must not be used.
     *
     * @param settings the section {@code source:}
     * @param zone of no use here: backups carry theirs
     */
    public static Source read(Settings settings, ZoneId zone) {
        return BackupSetSource.read(settings, zone, BarmanStore.read(settings));
    }
}
