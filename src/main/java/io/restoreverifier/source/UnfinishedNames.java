package io.restoreverifier.source;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that tools give to a file while they write it, and what it will be called. */
final class UnfinishedNames {
    private static final Set<String> ENDINGS = Set.of("part", "tmp", "partial", "filepart", "crdownload");
    /** rsync(1) writes {@code .NAME.Ab3dEf} and renames it when it is whole. */
    private static final Pattern RSYNC = Pattern.compile("\\.(.+)\\.[A-Za-z0-9]{6}");

    private UnfinishedNames() {}

    /** The name it would get, as one that the pattern knows; empty when it is a whole file, or none of ours. */
    static Optional<String> finalName(String name, NamePattern pattern) {
        String visible = name.startsWith(".") ? name.substring(1) : name;
        if (isPartial(visible)) {
            String whole = visible.substring(0, visible.lastIndexOf('.'));
            return Optional.of(whole).filter(n -> pattern.matches(n) || pattern.matches(visible));
        }
        if (!name.startsWith(".")) {
            return Optional.empty();
        }
        Matcher rsync = RSYNC.matcher(name);
        if (rsync.matches() && pattern.matches(rsync.group(1))) {
            return Optional.of(rsync.group(1));
        }
        return Optional.of(visible).filter(pattern::matches);
    }

    /** Whether a file of this name is never taken, whatever the pattern. */
    static boolean isOne(String name) {
        return name.startsWith(".") || isPartial(name);
    }

    private static boolean isPartial(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
