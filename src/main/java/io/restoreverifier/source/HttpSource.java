package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.Patience;
import io.restoreverifier.remote.WebPlace;
import java.time.ZoneId;

/** Artifacts on a web server: one file, or those that a page lists. */
public final class HttpSource {
    private HttpSource() {}

    /**
     * Reads the keys {@code http}, {@code newest}, {@code checksum}, and those of the {@link WebPlace}. After a problem was
     * noted the source is there, and must not be used.
     *
     * @param settings the section {@code source:}
     * @param zone of times in names that name none
     */
    public static Source read(Settings settings, ZoneId zone) {
        return read(settings, zone, Patience.read(settings), TwoLooks.ofTheRealTime());
    }

    static Source read(Settings settings, ZoneId zone, Patience patience, TwoLooks looks) {
        WebPlace place = WebPlace.read(settings, "http", patience);
        return new FolderSource(new FolderElsewhere(place.folder()), Choice.read(settings, zone), looks);
    }
}
