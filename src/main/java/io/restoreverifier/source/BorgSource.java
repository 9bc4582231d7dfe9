package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.BorgStore;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Artifacts that are archives in a repository of borg. */
public final class BorgSource {
    private BorgSource() {}

    /**
     * Reads the keys {@code newest} (of names of archives), {@code host}, {@code hosts} and {@code part}, and those of the
     * {@link BorgStore}. After a problem was noted the source is there, and must not be used.
     *
     * @param settings the section {@code source:}
     * @param zone of times in names, which only choose: archives carry their own time
     */
    public static Source read(Settings settings, ZoneId zone) {
        Optional<NamePattern> names =
                settings.has("newest") ? Optional.of(Choice.read(settings, zone).pattern()) : Optional.empty();
        return new SnapshotSource(
                BorgStore.read(settings), SnapshotChoice.read(settings, Optional.empty(), List.of(), names));
    }
}
