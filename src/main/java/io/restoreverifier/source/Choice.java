package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which files of a folder are artifacts: what every kind of source is told alike.
 *
 * @param zone of times in names that name none
 * @param takesChecksums whether files that hold checksums are asked for by their name
 * @param ofParts whether each artifact was cut into parts: then the pattern is of their name without the suffix
 */
record Choice(NamePattern pattern, ZoneId zone, boolean requiresChecksum, boolean takesChecksums, boolean ofParts) {
    private static final String TREE = "/";
    private static final String PARTS = ".{part}";

    /** The words of {@code checksum:}. */
    private enum WhenMissing {
        IF_PRESENT,
        REQUIRED
    }

    /** Whether whole folders are meant: then a pattern ends as a folder's name does. */
    static boolean isOfTrees(String written) {
        return written.length() > 1 && written.endsWith(TREE);
    }

    /** Reads the keys {@code newest}, which is known to mean whole folders, and {@code checksum}. */
    static Choice readTrees(Settings settings, ZoneId zone) {
        Choice choice = read(settings, zone, Choice::withoutSlash);
        if (choice.requiresChecksum()) {
            settings.problem(
                    "checksum",
                    "a folder has no checksum of its own",
                    "leave it out; `checks: {manifest: SHA256SUMS}` holds the files of a folder");
        }
        return choice;
    }

    /** Reads the keys {@code newest} and {@code checksum}. */
    static Choice read(Settings settings, ZoneId zone) {
        return read(settings, zone, written -> written);
    }

    private static Choice read(Settings settings, ZoneId zone, UnaryOperator<String> form) {
        Optional<String> newest = settings.text("newest").map(form);
        NamePattern pattern = newest.map(Choice::withoutParts)
                .flatMap(written -> pattern(written, settings, zone))
                .orElseGet(() -> NamePattern.of("*", zone));
        boolean required =
                settings.choice("checksum", WhenMissing.class).orElse(WhenMissing.IF_PRESENT) == WhenMissing.REQUIRED;
        return new Choice(
                pattern, zone, required, false, newest.filter(Choice::isOfParts).isPresent());
    }

    static Choice of(NamePattern pattern, ZoneId zone) {
        return new Choice(pattern, zone, false, false, false);
    }

    /** Other folders in the same folder. */
    Choice treesBeside(String other) {
        return new Choice(NamePattern.of(withoutSlash(other), zone), zone, false, false, false);
    }

    private static boolean isOfParts(String written) {
        return written.endsWith(PARTS) && written.length() > PARTS.length();
    }

    private static String withoutParts(String written) {
        return isOfParts(written) ? written.substring(0, written.length() - PARTS.length()) : written;
    }

    private static String withoutSlash(String pattern) {
        return pattern.substring(0, pattern.length() - TREE.length());
    }

    /**
     * Other files of the same folder.
     *
     * @throws IllegalArgumentException when it is no pattern
     */
    Choice beside(String other) {
        return new Choice(
                NamePattern.of(withoutParts(other), zone),
                zone,
                requiresChecksum,
                ChecksumFiles.isOne(other),
                isOfParts(other));
    }

    /** Whether a file of this name may be one of ours, as far as its name tells. */
    boolean isCandidate(String name) {
        return !UnfinishedNames.isOne(name) && (takesChecksums || !ChecksumFiles.isOne(name)) && pattern.matches(name);
    }

    private static Optional<NamePattern> pattern(String written, Settings settings, ZoneId zone) {
        try {
            return Optional.of(NamePattern.of(written, zone));
        } catch (IllegalArgumentException e) {
            settings.problem("newest", "`" + written + "` is not a pattern: " + e.getMessage(), "");
            return Optional.empty();
        }
    }
}
