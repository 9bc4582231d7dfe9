package io.restoreverifier.source;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import io.restoreverifier.source.DirectoryListing.Look;
import io.restoreverifier.source.NamePattern.Matched;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Artifacts that are files of one folder. An artifact's own time is the one in its name, else its modification time.
 * Sub-folders, hidden files, checksum files and files that are still being written are no artifacts.
 */
public final class DirectorySource implements Source {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    /** The name decides between artifacts of the same time: the later letter or number is the newer one. */
    private static final Comparator<Artifact> NEWEST_FIRST = Comparator.comparing(Artifact::producedAt)
            .thenComparing(Artifact::name)
            .reversed();

    private final Path directory;
    private final NamePattern pattern;
    private final ZoneId zone;
    private final boolean requiresChecksum;
    private final TwoLooks looks;
    private final boolean takesChecksums;

    private DirectorySource(
            Path directory,
            NamePattern pattern,
            ZoneId zone,
            boolean requiresChecksum,
            TwoLooks looks,
            boolean takesChecksums) {
        this.directory = directory;
        this.pattern = pattern;
        this.zone = zone;
        this.requiresChecksum = requiresChecksum;
        this.looks = looks;
        this.takesChecksums = takesChecksums;
    }

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
        return new DirectorySource(directory, pattern, ZoneOffset.UTC, false, TwoLooks.ofTheRealTime(), false);
    }

    static Source read(Settings settings, ZoneId zone, TwoLooks looks) {
        settings.requiredText("directory");
        Path directory = settings.path("directory").orElse(Path.of(""));
        NamePattern pattern = settings.text("newest")
                .flatMap(written -> pattern(written, settings, zone))
                .orElseGet(() -> NamePattern.of("*", zone));
        boolean required =
                settings.choice("checksum", WhenMissing.class).orElse(WhenMissing.IF_PRESENT) == WhenMissing.REQUIRED;
        return new DirectorySource(directory, pattern, zone, required, looks, false);
    }

    @Override
    public Located locate(Instant now) {
        DirectoryListing listing = new DirectoryListing(directory, pattern, looks, takesChecksums);
        List<Artifact> artifacts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Look file : listing.files()) {
            Optional<Artifact> artifact = artifact(file);
            if (artifact.isEmpty()) {
                findings.add(noTime(file.name()));
            } else if (artifact.get().producedAt().isAfter(now.plus(TOLERANCE))) {
                findings.add(fromTheFuture(artifact.get(), now));
                if (artifact.get().timeFrom() == TimeFrom.MODIFICATION_TIME) {
                    artifacts.add(artifact.get());
                }
            } else {
                artifacts.add(artifact.get());
            }
        }
        findings.addAll(listing.findings());
        artifacts.sort(NEWEST_FIRST);
        return new Located(artifacts, findings);
    }

    @Override
    public InputStream open(Artifact artifact) throws IOException {
        Path file = fileOf(artifact);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(artifact.name() + " is not a file any more");
        }
        return Files.newInputStream(file);
    }

    @Override
    public Optional<Checksum> checksum(Artifact artifact) throws IOException {
        return new ChecksumFiles(directory).of(fileOf(artifact).getFileName().toString());
    }

    @Override
    public Source beside(String other) {
        return new DirectorySource(
                directory, NamePattern.of(other, zone), zone, requiresChecksum, looks, ChecksumFiles.isOne(other));
    }

    @Override
    public Predicate<String> takes() {
        List<Path> folders = List.of(directory.normalize(), whereItReallyIs());
        return location -> {
            Path path = Path.of(location);
            return path.getParent() != null
                    && folders.contains(path.getParent())
                    && pattern.matches(path.getFileName().toString());
        };
    }

    /** A folder that cannot be had is told by whoever lists it. */
    private Path whereItReallyIs() {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory.normalize();
        }
    }

    @Override
    public boolean requiresChecksum() {
        return requiresChecksum;
    }

    private static Optional<NamePattern> pattern(String written, Settings settings, ZoneId zone) {
        try {
            return Optional.of(NamePattern.of(written, zone));
        } catch (IllegalArgumentException e) {
            settings.problem("newest", "`" + written + "` is not a pattern: " + e.getMessage(), "");
            return Optional.empty();
        }
    }

    /** Only files of the folder itself, whatever an artifact is called. */
    private Path fileOf(Artifact artifact) throws IOException {
        Path file = directory.resolve(artifact.name()).normalize();
        if (!directory.normalize().equals(file.getParent())) {
            throw new IOException(artifact.name() + " is not a file of " + directory);
        }
        return file;
    }

    /** Empty when its name has a time that the calendar does not have. */
    private Optional<Artifact> artifact(Look file) {
        Matched matched = pattern.match(file.name()).orElseThrow();
        Optional<Instant> producedAt = matched.carriesTime() ? matched.time() : Optional.of(file.modified());
        TimeFrom from = matched.carriesTime() ? TimeFrom.NAME : TimeFrom.MODIFICATION_TIME;
        return producedAt.map(time -> new Artifact(file.name(), file.path().toString(), file.bytes(), time, from));
    }

    private Finding noTime(String name) {
        String format = pattern.timeFormat().orElse("");
        return Finding.warning(
                FindingCode.UNKNOWN_FORMAT,
                Stage.LOCATE,
                name,
                name + " was not taken: its name has no time that is written " + format,
                "rename it, or correct `newest`");
    }

    /** A time that its writer chose must not win over a sane one; a modification time may be that of a copy. */
    private static Finding fromTheFuture(Artifact artifact, Instant now) {
        boolean named = artifact.timeFrom() == TimeFrom.NAME;
        return new Finding(
                FindingCode.ARTIFACT_FROM_THE_FUTURE,
                named ? Severity.ERROR : Severity.WARNING,
                Stage.LOCATE,
                artifact.name(),
                artifact.name() + (named ? " was not taken: its time " : ": its modification time ")
                        + artifact.producedAt() + " is "
                        + Durations.format(Duration.between(now, artifact.producedAt())) + " after now, " + now,
                named
                        ? "check the clock and the time zone of the machine that writes it, or set `zone`"
                        : "let its name tell its time: `newest: \"NAME-{time:yyyyMMdd'T'HHmmss'Z'}...\"`");
    }

    /** The words of {@code checksum:}. */
    private enum WhenMissing {
        IF_PRESENT,
        REQUIRED
    }
}
