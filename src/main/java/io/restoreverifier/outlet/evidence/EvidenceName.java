package io.restoreverifier.outlet.evidence;

import io.restoreverifier.model.RunResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the archive of a run is called; no file that is not called so is ever removed. */
final class EvidenceName {
    private static final Pattern OURS =
            Pattern.compile("restore-evidence-([0-9]{8}T[0-9]{6}Z)-[A-Za-z0-9-]{1,64}\\.tar\\.gz(\\.sig)?");
    private static final String UNFINISHED = ".new";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private EvidenceName() {}

    /** Of the archive; its signature is called so with {@code .sig} behind. */
    static String of(RunResult run) {
        return "restore-evidence-" + TIME.format(run.started()) + "-" + run.id().replaceAll("[^A-Za-z0-9-]", "-")
                + ".tar.gz";
    }

    /** How a file is called while it is written, as {@link io.restoreverifier.outlet.WholeFile} does too. */
    static String unfinished(String name) {
        return "." + name + UNFINISHED;
    }

    /** When the run of a file began that is being written, or never was to its end; empty for any other. */
    static Optional<Instant> startedUnfinished(String name) {
        return name.startsWith(".") && name.endsWith(UNFINISHED) && name.length() > UNFINISHED.length()
                ? started(name.substring(1, name.length() - UNFINISHED.length()))
                : Optional.empty();
    }

    /** When the run of an archive, or of a signature, began; empty for any other file. */
    static Optional<Instant> started(String name) {
        Matcher matcher = OURS.matcher(name);
        try {
            return matcher.matches() ? Optional.of(TIME.parse(matcher.group(1), Instant::from)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
