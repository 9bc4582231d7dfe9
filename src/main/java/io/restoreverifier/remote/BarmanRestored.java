package io.restoreverifier.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A data directory that Barman has restored, made as it was backed up: Barman changes the configuration, and keeps the files as
 * they were beside it, the manifest too.
 */
record BarmanRestored(Path cluster) {
    private static final List<String> OF_BARMAN = List.of(".barman-recover.info", "recovery.signal");

    void makeAsItWas(String label) throws IOException {
        for (Path file : BarmanView.list(cluster)) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(".origin")) {
                Files.move(file, replacing(name.substring(0, name.length() - ".origin".length())));
            } else if (name.equals("backup_manifest." + label)) {
                Files.move(file, replacing("backup_manifest"));
            } else if (OF_BARMAN.contains(name)) {
                Files.delete(file);
            }
        }
        Path wal = cluster.resolve("barman_wal");
        if (Files.isDirectory(wal)) {
            for (Path segment : BarmanView.list(wal)) {
                Files.move(segment, replacing("pg_wal/" + segment.getFileName()));
            }
            Files.delete(wal);
        }
    }

    private Path replacing(String name) throws IOException {
        Path place = cluster.resolve(name);
        Files.deleteIfExists(place);
        return place;
    }
}
