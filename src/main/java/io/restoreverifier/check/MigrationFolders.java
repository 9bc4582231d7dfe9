package io.restoreverifier.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of migrations in a restored code base.
 *
 * @param root the top of the tree
 * @param locations below it
 */
record MigrationFolders(Path root, List<String> locations) {

    MigrationFolders {
        locations = List.copyOf(locations);
    }

    /** Those that did not come back. */
    List<String> missing() {
        return locations.stream()
                .filter(location -> !Files.isDirectory(folder(location)))
                .toList();
    }

    /** As Flyway wants them: never its class path. */
    String[] forFlyway() {
        return locations.stream()
                .map(location -> "filesystem:" + folder(location))
                .toArray(String[]::new);
    }

    /** Whether there is any migration in them: Flyway skips what is named otherwise, and is content with none. */
    boolean holdScripts() throws IOException {
        for (String location : locations) {
            try (Stream<Path> files = Files.walk(folder(location))) {
                if (files.anyMatch(MigrationFolders::isScript)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isScript(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && String.valueOf(file.getFileName()).matches("[VBR].*__.*\\.sql");
    }

    private Path folder(String location) {
        return root.resolve(location).normalize();
    }
}
