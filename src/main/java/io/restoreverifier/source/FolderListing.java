package io.restoreverifier.source;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import io.restoreverifier.source.Folder.Sight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One listing of a folder: the files that match and stand still, and what is said of the others. Used once. */
final class FolderListing {
    private final Folder folder;
    private final Choice choice;
    private final TwoLooks looks;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> missing = new HashMap<>();

    FolderListing(Folder folder, Choice choice, TwoLooks looks) {
        this.folder = folder;
        this.choice = choice;
        this.looks = looks;
    }

    /** What was left out and why. */
    List<Finding> findings() {
        return findings;
    }

    /** What is missing of those files that consist of parts and are not whole. */
    Map<String, String> missing() {
        return missing;
    }

    /** The files to choose from, in the order of their names. */
    List<Look> files() {
        Sight sight = folder.look();
        List<String> names = new ArrayList<>(sight.names());
        names.sort(null);
        List<Look> first = new ArrayList<>();
        for (String name : names) {
            Optional<String> finalName = UnfinishedNames.finalName(name, choice.pattern());
            if (finalName.isPresent()) {
                noteUnfinished(name, finalName.get());
            } else if (choice.isCandidate(name)) {
                sight.at(name).filter(this::isFile).ifPresent(first::add);
                sight.missing(name).ifPresent(what -> missing.put(name, what));
            }
        }
        return thoseThatStandStill(first);
    }

    private boolean isFile(Look look) {
        switch (look.kind()) {
            case FILE -> {
                return true;
            }
            case OTHER ->
                note(FindingCode.UNSAFE_ENTRY, look.name(), "neither a file nor a folder, and was not opened", "");
            case BROKEN_LINK -> note(FindingCode.ARTIFACT_INCOMPLETE, look.name(), "a link that leads to nothing", "");
        }
        return false;
    }

    private List<Look> thoseThatStandStill(List<Look> seen) {
        List<Look> young =
                seen.stream().filter(look -> looks.needsSecond(look.modified())).toList();
        if (young.isEmpty()) {
            return seen;
        }
        looks.await();
        Sight second = folder.look();
        List<Look> still = new ArrayList<>(seen);
        for (Look before : young) {
            Optional<Look> after = second.at(before.name());
            if (!after.equals(Optional.of(before))) {
                still.remove(before);
                noteChange(before, after);
            }
        }
        return still;
    }

    private void noteChange(Look before, Optional<Look> after) {
        String how = "gone";
        if (after.isPresent()) {
            boolean grew = after.get().bytes() != before.bytes();
            how = "still being written, "
                    + (grew ? "from " + before.bytes() + " to " + after.get().bytes() + " bytes" : "modified");
        }
        note(
                FindingCode.ARTIFACT_INCOMPLETE,
                before.name(),
                how + " between two looks, and was not taken",
                "let the backup job write under another name and rename it, or run later");
    }

    private void noteUnfinished(String name, String finalName) {
        Severity severity = name.startsWith(".") ? Severity.INFO : Severity.WARNING;
        findings.add(new Finding(
                FindingCode.ARTIFACT_INCOMPLETE,
                severity,
                Stage.LOCATE,
                name,
                name + " is unfinished by its name, and was not taken; it would be " + finalName,
                "when nobody is writing to it any more, a transfer broke off: look at the backup job"));
    }

    private void note(FindingCode code, String name, String message, String hint) {
        findings.add(Finding.warning(code, Stage.LOCATE, name, name + " is " + message, hint));
    }
}
