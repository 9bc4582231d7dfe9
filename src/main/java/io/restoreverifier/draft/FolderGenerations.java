package io.restoreverifier.draft;

import io.restoreverifier.source.TimeInName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folders that are generations themselves: {@code daily.0}, {@code daily.1} as rsnapshot(1) rotates them, of which the
 * first is always the newest, and {@code 2026-11-21}, of which a source cannot yet take the newest.
 */
final class FolderGenerations {
    private static final Pattern ROTATED = Pattern.compile(
            "((?:hourly|daily|weekly|monthly|yearly|alpha|beta|gamma|delta|snapshot|rotation)[-_.]?)([0-9]{1,4})");

    private final Map<Path, String> older = new LinkedHashMap<>();

    FolderGenerations(Path root, List<Path> folders) {
        Map<String, List<Path>> families = new LinkedHashMap<>();
        for (Path folder : folders) {
            Path below = root.relativize(folder);
            for (int i = 1; i <= below.getNameCount() && !below.toString().isEmpty(); i++) {
                Path generation = root.resolve(below.subpath(0, i));
                String name = String.valueOf(generation.getFileName());
                if (TimeInName.find(name).isPresent()) {
                    older.put(
                            folder,
                            "its folder is one generation by its time; a source cannot yet take the newest of"
                                    + " many folders: let the job write into one");
                }
                Matcher rotated = ROTATED.matcher(name);
                if (rotated.matches()) {
                    families.computeIfAbsent(generation.resolveSibling(rotated.group(1)) + "", f -> new ArrayList<>())
                            .add(generation);
                }
            }
        }
        families.values().forEach(family -> keepFirst(family, folders));
    }

    /** Why nothing in a folder gets an entry; empty when it does. */
    Optional<String> reason(Path folder) {
        return Optional.ofNullable(older.get(folder));
    }

    private void keepFirst(List<Path> family, List<Path> folders) {
        Path first = family.stream()
                .min((a, b) -> Integer.compare(number(a), number(b)))
                .orElseThrow();
        for (Path folder : folders) {
            boolean later = family.stream().anyMatch(g -> !g.equals(first) && folder.startsWith(g));
            if (later) {
                older.putIfAbsent(folder, "an older generation of what is in " + first.getFileName());
            }
        }
    }

    private static int number(Path generation) {
        Matcher rotated = ROTATED.matcher(String.valueOf(generation.getFileName()));
        return rotated.matches() ? Integer.parseInt(rotated.group(2)) : 0;
    }
}
