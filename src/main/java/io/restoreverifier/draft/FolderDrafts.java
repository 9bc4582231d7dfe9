package io.restoreverifier.draft;

import io.restoreverifier.inspect.DumpRoles;
import io.restoreverifier.inspect.Inspector;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.source.Checksum;
import io.restoreverifier.source.FileSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Drafts the backups whose artifacts lie in one folder. Used once. */
final class FolderDrafts {
    private static final int TRIED = 3;
    private static final String GLOBALS = "a plain SQL dump of pg_dumpall";

    private final Path folder;
    private final EntryNames names;
    private final Consumer<String> progress;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    FolderDrafts(Path folder, EntryNames names, Consumer<String> progress) {
        this.folder = folder;
        this.names = names;
        this.progress = progress;
    }

    List<Draft> drafts() {
        return drafts;
    }

    List<LeftOut> leftOut() {
        return leftOut;
    }

    void draft(List<NamedAlike> groups) throws InterruptedIOException {
        Optional<String> globals = groups.stream()
                .filter(FolderDrafts::isGlobals)
                .map(NamedAlike::pattern)
                .findFirst();
        List<Found> left = new ArrayList<>();
        for (NamedAlike group : groups) {
            if (isGlobals(group) || group.files().stream().noneMatch(Found::isRestorable)) {
                left.addAll(group.files());
            } else {
                draft(group, globals);
            }
        }
        left.forEach(this::leaveUnrecognised);
    }

    private static boolean isGlobals(NamedAlike group) {
        return group.files().stream().allMatch(file -> file.glance().label().equals(GLOBALS));
    }

    private void leaveUnrecognised(Found file) {
        String label = file.glance().label();
        if (label.equals(GLOBALS) && drafts.stream().anyMatch(Draft::isDatabase)) {
            leftOut.add(
                    new LeftOut(file.path(), label + ": a comment in its neighbour's entry says how to use it", false));
            return;
        }
        boolean notYet =
                !label.matches("(?:gzip that holds )?(?:plain text|lines of a log|an? (?:HTML page|XML.*|JSON.*)|the"
                        + " error output of a command)");
        leftOut.add(new LeftOut(file.path(), label, notYet));
    }

    /** The newest that can be read to its end is the model. */
    private void draft(NamedAlike group, Optional<String> globals) throws InterruptedIOException {
        List<String> notes = new ArrayList<>();
        List<Found> candidates =
                group.files().stream().filter(Found::isRestorable).limit(TRIED).toList();
        group.files().stream()
                .filter(file -> !file.isRestorable())
                .forEach(file -> notes.add(
                        "ATTENTION: " + file.name() + " is " + file.glance().label()));
        for (Found candidate : candidates) {
            progress.accept("reading " + candidate.path());
            Inspection inspection = inspect(candidate);
            Optional<Finding> error =
                    inspection.findings().stream().filter(Finding::isError).findFirst();
            if (error.isEmpty()) {
                drafts.add(draft(group, candidate, inspection, globals, notes));
                return;
            }
            notes.add("ATTENTION: " + candidate.name() + ": " + error.get().code() + ": "
                    + error.get().message());
        }
        group.files().forEach(file -> leftOut.add(new LeftOut(file.path(), String.join("; ", notes), true)));
    }

    private Draft draft(
            NamedAlike group, Found model, Inspection inspection, Optional<String> globals, List<String> notes)
            throws InterruptedIOException {
        if (group.isNumbered()) {
            notes.add("taken for generations by their number: "
                    + String.join(", ", group.files().stream().map(Found::name).toList())
                    + "; if they are different backups, write an entry for each");
        }
        boolean database = inspection.contents().isPresent();
        return new Draft(
                names.next(folder, group.pattern()),
                folder,
                group,
                model,
                inspection,
                inspection.format().isPostgresql() ? DumpRoles.of(model.path(), inspection.format()) : Set.of(),
                inspection.format().isArchive()
                        ? Optional.of(Layout.of(model.path(), inspection.format()))
                        : Optional.empty(),
                checksum(model, notes),
                globals.filter(g -> database),
                notes);
    }

    private static Inspection inspect(Found file) throws InterruptedIOException {
        FetchedArtifact inPlace = new FetchedArtifact(artifact(file), file.path(), file.bytes(), Map.of(), false);
        return Inspector.standard().inspect(inPlace, through -> {});
    }

    private static Optional<String> checksum(Found file, List<String> notes) {
        try {
            return new FileSource(file.path()).checksum(artifact(file)).map(Checksum::from);
        } catch (IOException e) {
            notes.add("ATTENTION: its checksum cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Artifact artifact(Found file) {
        return new Artifact(file.name(), file.path().toString(), file.bytes(), file.time(), TimeFrom.MODIFICATION_TIME);
    }
}
