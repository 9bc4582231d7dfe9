package io.restoreverifier.source;

import io.restoreverifier.model.Settings;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Which files of a folder are artifacts: what every kind of source is told alike.
 *
 * @param zone of times in names that name none
 * @param takesChecksums whether files that hold checksums are asked for by their name
 */
record Choice(NamePattern pattern, ZoneId zone, boolean requiresChecksum, boolean takesChecksums) {
    /** The words of {@code checksum:}. */
    private enum WhenMissing {
        IF_PRESENT,
        REQUIRED
    }

    /** Reads the keys {@code newest} and {@code checksum}. */
    static Choice read(Settings settings, ZoneId zone) {
        NamePattern pattern = settings.text("newest")
                .flatMap(written -> pattern(written, settings, zone))
                .orElseGet(() -> NamePattern.of("*", zone));
        boolean required =
                settings.choice("checksum", WhenMissing.class).orElse(WhenMissing.IF_PRESENT) == WhenMissing.REQUIRED;
        return new Choice(pattern, zone, required, false);
    }

    static Choice of(NamePattern pattern, ZoneId zone) {
        return new Choice(pattern, zone, false, false);
    }

    /**
     * Other files of the same folder.
     *
     * @throws IllegalArgumentException when it is no pattern
     */
    Choice beside(String other) {
        return new Choice(NamePattern.of(other, zone), zone, requiresChecksum, ChecksumFiles.isOne(other));
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
