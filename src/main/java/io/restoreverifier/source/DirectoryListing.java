package io.restoreverifier.source;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One listing of a folder: the files that match and stand still, and what is said of the others. Used once. */
final class DirectoryListing {
    private final Path directory;
    private final NamePattern pattern;
    private final TwoLooks looks;
    private final boolean takesChecksums;
    private final List<Finding> findings = new ArrayList<>();

    /** @param takesChecksums whether files that hold checksums are asked for by their name */
    DirectoryListing(Path directory, NamePattern pattern, TwoLooks looks, boolean takesChecksums) {
        this.directory = directory;
        this.pattern = pattern;
        this.looks = looks;
        this.takesChecksums = takesChecksums;
    }

    /** What was left out and why. */
    List<Finding> findings() {
        return findings;
    }

    /** The files to choose from, in the order of their names. */
    List<Look> files() {
        List<Look> first = new ArrayList<>();
        for (String name : names()) {
            Optional<String> finalName = UnfinishedNames.finalName(name, pattern);
            if (finalName.isPresent()) {
                noteUnfinished(name, finalName.get());
            } else if (isCandidate(name)) {
                look(name).ifPresent(first::add);
            }
        }
        return thoseThatStandStill(first);
    }

    private boolean isCandidate(String name) {
        return !UnfinishedNames.isOne(name) && (takesChecksums || !ChecksumFiles.isOne(name)) && pattern.matches(name);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(path -> names.add(path.getFileName().toString()));
        } catch (NoSuchFileException e) {
            throw unreachable("does not exist", "mount it, or correct `directory`", e);
        } catch (NotDirectoryException e) {
            throw unreachable("is not a folder", "correct `directory`", e);
        } catch (AccessDeniedException e) {
            throw unreachable("must not be read", "let the verifier's user read it", e);
        } catch (IOException | DirectoryIteratorException e) {
            throw unreachable("cannot be read", "look at the file system it is on", e);
        }
        names.sort(null);
        return names;
    }

    private Optional<Look> look(String name) {
        Path path = directory.resolve(name);
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                Instant modified = attributes.lastModifiedTime().toInstant();
                return Optional.of(new Look(name, path, attributes.size(), modified));
            }
            if (attributes.isOther()) {
                note(FindingCode.UNSAFE_ENTRY, name, "neither a file nor a folder, and was not opened", "");
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(path)) {
                note(FindingCode.ARTIFACT_INCOMPLETE, name, "a link that leads to nothing", "");
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreachable("cannot be read: " + name, "look at its permissions and the file system it is on", e);
        }
    }

    private List<Look> thoseThatStandStill(List<Look> seen) {
        List<Look> young =
                seen.stream().filter(look -> looks.needsSecond(look.modified())).toList();
        if (young.isEmpty()) {
            return seen;
        }
        looks.await();
        List<Look> still = new ArrayList<>(seen);
        for (Look before : young) {
            Optional<Look> after = look(before.name());
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

    private CannotTell unreachable(String message, String hint, Exception cause) {
        return new CannotTell(FindingCode.SOURCE_UNREACHABLE, directory + " " + message, hint, cause);
    }

    /** A file as it was seen. */
    record Look(String name, Path path, long bytes, Instant modified) {}
}
