package io.restoreverifier.draft;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Names of entries, each given once. */
final class EntryNames {
    private static final int LONGEST = 60;

    private final Set<String> given = new HashSet<>();

    /** The part of the artifacts' names that stays the same; with the folder's name where that is not enough. */
    String next(Path directory, String pattern) {
        String own = plain(pattern.replaceAll("\\\\(.)", "$1").replaceFirst("[{*\\[].*", ""));
        String folder = plain(String.valueOf(directory.getFileName()));
        String base = own.isEmpty() ? folder : own;
        String name = base.isEmpty() ? "backup" : base;
        if (given.contains(name) && !folder.isEmpty() && !folder.equals(name)) {
            name = folder + "-" + name;
        }
        String unique = name;
        for (int i = 2; !given.add(unique); i++) {
            unique = name + "-" + i;
        }
        return unique;
    }

    private static String plain(String text) {
        String plain = text.replaceFirst(
                        "\\.(dump|backup|pgdump|sql|tar|tgz|tbz2?|txz|gz|zst|xz|bz2|zip|7z|cpio).*$", "")
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceAll("^[._-]+|[._-]+$", "");
        return plain.substring(0, Math.min(LONGEST, plain.length())).replaceFirst("[._-]+$", "");
    }
}
