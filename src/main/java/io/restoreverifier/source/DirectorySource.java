package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Artifacts that are files of one folder, such as a mounted drive; or the folders in it, each as a whole. */
public final class DirectorySource {
    private DirectorySource() {}

    /**
     * Reads the keys {@code directory}, {@code newest} and {@code checksum}. After a problem was noted the source is
     * there, and must not be used.
     *
     * @param settings the section {@code source:}
     * @param zone of times in names that name none
     */
    public static Source read(Settings settings, ZoneId zone) {
        return read(settings, zone, TwoLooks.ofTheRealTime());
    }

    /** Of a folder that no catalog names; times in names are UTC. */
    static Source of(Path directory, NamePattern pattern) {
        return new FolderSource(
                new DirectoryFolder(directory), Choice.of(pattern, ZoneOffset.UTC), TwoLooks.ofTheRealTime());
    }

    static Source read(Settings settings, ZoneId zone, TwoLooks looks) {
        settings.requiredText("directory");
        Path directory = settings.path("directory").orElse(Path.of(""));
        return settings.text("newest").filter(Choice::isOfTrees).isPresent()
                ? new FolderSource(new DirectoryTrees(directory), Choice.readTrees(settings, zone), looks)
                : new FolderSource(new DirectoryFolder(directory), Choice.read(settings, zone), looks);
    }
}
