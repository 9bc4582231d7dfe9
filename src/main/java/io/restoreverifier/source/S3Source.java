package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.Patience;
import io.restoreverifier.remote.S3Place;
import java.time.ZoneId;

/** Artifacts that are objects of one bucket, directly below one prefix; of each its current version. */
public final class S3Source {
    private S3Source() {}

    /**
     * Reads the keys {@code s3}, {@code newest}, {@code checksum}, and those of the {@link S3Place}. After a problem was
     * noted the source is there, and must not be used.
     *
     * @param settings the section {@code source:}
     * @param zone of times in names that name none
     */
    public static Source read(Settings settings, ZoneId zone) {
        return read(settings, zone, Patience.read(settings), TwoLooks.ofTheRealTime());
    }

    static Source read(Settings settings, ZoneId zone, Patience patience, TwoLooks looks) {
        S3Place place = S3Place.read(settings, "s3", patience);
        return new FolderSource(new FolderElsewhere(place.folder()), Choice.read(settings, zone), looks);
    }
}
