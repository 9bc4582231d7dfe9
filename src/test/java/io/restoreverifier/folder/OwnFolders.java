package io.restoreverifier.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process has in the folder for temporary files and has not removed. */
public final class OwnFolders {
    private OwnFolders() {}

    public static List<Path> left() throws IOException {
        String mine = "process-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(p -> p.getFileName().toString().startsWith("rv-"))
                    .filter(p -> holds(p, mine))
                    .toList();
        }
    }

    private static boolean holds(Path folder, String prefix) {
        String[] names = folder.toFile().list();
        return names != null && Stream.of(names).anyMatch(name -> name.startsWith(prefix));
    }
}
