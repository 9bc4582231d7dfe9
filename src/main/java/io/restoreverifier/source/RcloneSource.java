package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.Patience;
import io.restoreverifier.remote.RclonePlace;
import java.time.ZoneId;

/** Artifacts that are files of one folder of whatever rclone can reach. */
public final class RcloneSource {
    private RcloneSource() {}

    /**
     * Reads the keys {@code rclone}, {@code newest} and {@code checksum}, and those of the {@link RclonePlace}. After a problem
     * was noted the source is there, and must not be used.
     *
     * @param settings the section {@code source:}
     * @param zone of times in names that name none
     */
    public static Source read(Settings settings, ZoneId zone) {
        return read(settings, zone, Patience.read(settings), TwoLooks.ofTheRealTime());
    }

    static Source read(Settings settings, ZoneId zone, Patience patience, TwoLooks looks) {
        RclonePlace place = RclonePlace.read(settings, patience);
        return new FolderSource(new FolderElsewhere(place.folder()), Choice.read(settings, zone), looks);
    }
}
