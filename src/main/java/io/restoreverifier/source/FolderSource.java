package io.restoreverifier.source;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.Deletion;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import io.restoreverifier.source.NamePattern.Matched;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Artifacts that are files of one folder, here or elsewhere. An artifact's own time is the one in its name, else its
 * modification time. Hidden files, checksum files and files that are still being written are no artifacts.
 */
final class FolderSource implements Source {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    /** The name decides between artifacts of the same time: the later letter or number is the newer one. */
    private static final Comparator<Artifact> NEWEST_FIRST = Comparator.comparing(Artifact::producedAt)
            .thenComparing(Artifact::name)
            .reversed();

    private final Folder folder;
    private final Choice choice;
    private final TwoLooks looks;

    FolderSource(Folder folder, Choice choice, TwoLooks looks) {
        this.folder = choice.ofParts() ? new SplitFolder(folder) : folder;
        this.choice = choice;
        this.looks = looks;
    }

    @Override
    public Located locate(Instant now) {
        FolderListing listing = new FolderListing(folder, choice, looks);
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
        findings.addAll(notWhole(artifacts, listing.missing()));
        artifacts.removeIf(artifact -> listing.missing().containsKey(artifact.name()));
        return new Located(artifacts, findings);
    }

    @Override
    public InputStream open(Artifact artifact) throws IOException {
        return folder.open(artifact.name());
    }

    @Override
    public Optional<Checksum> checksum(Artifact artifact) throws IOException {
        if (artifact.name().contains("/")) {
            throw new IOException(artifact.name() + " is not a file of " + folder.location(""));
        }
        return new ChecksumFiles(folder).of(artifact.name());
    }

    @Override
    public Source beside(String other) {
        Optional<Folder> trees = Choice.isOfTrees(other) ? folder.files().trees() : Optional.empty();
        return trees.map(folders -> new FolderSource(folders, choice.treesBeside(other), looks))
                .orElseGet(() -> new FolderSource(folder.files(), choice.beside(other), looks));
    }

    @Override
    public Predicate<String> takes() {
        Function<String, Optional<String>> names = folder.namesHere();
        return location ->
                names.apply(location).filter(choice.pattern()::matches).isPresent();
    }

    @Override
    public Deletion deletion() {
        return folder.deletion();
    }

    @Override
    public boolean requiresChecksum() {
        return choice.requiresChecksum();
    }

    /** Empty when its name has a time that the calendar does not have. */
    private Optional<Artifact> artifact(Look file) {
        Matched matched = choice.pattern().match(file.name()).orElseThrow();
        Optional<Instant> producedAt = matched.carriesTime() ? matched.time() : Optional.of(file.modified());
        TimeFrom from = matched.carriesTime() ? TimeFrom.NAME : TimeFrom.MODIFICATION_TIME;
        return producedAt.map(
                time -> new Artifact(file.name(), folder.location(file.name()), file.bytes(), time, from));
    }

    /** That the newest one is not whole is an error; what a rotation has begun to take away is odd. */
    private static List<Finding> notWhole(List<Artifact> newestFirst, Map<String, String> missing) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            String name = newestFirst.get(i).name();
            if (missing.containsKey(name)) {
                findings.add(new Finding(
                        FindingCode.ARTIFACT_INCOMPLETE,
                        i == 0 ? Severity.ERROR : Severity.WARNING,
                        Stage.LOCATE,
                        name,
                        name + " was not taken: of its parts there is no " + missing.get(name),
                        "was it copied whole? all parts have to be there, from the first on"));
            }
        }
        return findings;
    }

    private Finding noTime(String name) {
        String format = choice.pattern().timeFormat().orElse("");
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
}
