package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.Patience;
import io.restoreverifier.remote.SftpPlace;
import java.time.ZoneId;

/** Artifacts that are files of one folder behind an SSH server. */
public final class SftpSource {
    private SftpSource() {}

    /**
     * Reads the keys {@code sftp}, {@code newest}, {@code checksum}, and those of the {@link SftpPlace}. After a problem
     * was noted the source is there, and must not be used.
     *
     * @param settings the section {@code source:}
     * @param zone of times in names that name none
     */
    public static Source read(Settings settings, ZoneId zone) {
        return read(settings, zone, Patience.read(settings));
    }

    static Source read(Settings settings, ZoneId zone, Patience patience) {
        SftpPlace place = SftpPlace.read(settings, "sftp", patience);
        return new FolderSource(
                new FolderElsewhere(place.folder()), Choice.read(settings, zone), TwoLooks.ofTheRealTime());
    }
}
