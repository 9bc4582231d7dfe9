package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.ResticStore;
import java.time.ZoneId;
import java.util.Optional;

/** Artifacts that are snapshots in a repository of restic. */
public final class ResticSource {
    private ResticSource() {}

    /**
     * Reads the keys {@code host}, {@code hosts}, {@code path}, {@code tags} and {@code part}, and those of the {@link
     * ResticStore}. After a problem was noted the source is there, and must not be used.
     *
     * @param settings the section {@code source:}
     * @param zone of no use here: snapshots carry theirs
     */
    public static Source read(Settings settings, ZoneId zone) {
        SnapshotChoice choice =
                SnapshotChoice.read(settings, settings.text("path"), settings.texts("tags"), Optional.empty());
        if (choice.part().filter(part -> !part.startsWith("/")).isPresent()) {
            settings.problem("part", "is no path of a snapshot", "begin it with a slash, as `restic ls` writes it");
        }
        return new SnapshotSource(ResticStore.read(settings), choice);
    }
}
