package io.restoreverifier.draft;

import io.restoreverifier.inspect.Inspector;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.source.BesideArtifacts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One walk over a folder and all below it, links not followed. Used once. */
final class Survey {
    private static final int DEEPEST = 32;

    private final Map<Path, List<Found>> folders = new LinkedHashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Consumer<String> progress;

    Survey(Consumer<String> progress) {
        this.progress = progress;
    }

    /** What may be artifacts, by the folder in which they lie. */
    Map<Path, List<Found>> folders() {
        return folders;
    }

    List<LeftOut> leftOut() {
        return leftOut;
    }

    void walk(Path folder) throws IOException {
        walk(folder, 0);
    }

    private void walk(Path folder, int depth) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        }
        entries.sort(null);
        progress.accept("looking into " + folder);
        List<Path> below = new ArrayList<>();
        for (Path entry : entries) {
            if (Files.isSymbolicLink(entry)) {
                leave(entry, "a link; what it leads to is taken where it lies, if that is here", false);
            } else if (Files.isDirectory(entry)) {
                below.add(entry);
            } else {
                file(folder, entry);
            }
        }
        for (Path next : below) {
            descend(next, depth + 1);
        }
    }

    private void descend(Path folder, int depth) {
        if (depth > DEEPEST) {
            leave(folder, "a folder that lies too deep to look into", true);
            return;
        }
        try {
            walk(folder, depth);
        } catch (IOException | DirectoryIteratorException e) {
            leave(folder, "a folder that cannot be read", true);
        }
    }

    private void file(Path folder, Path file) throws InterruptedIOException {
        String name = String.valueOf(file.getFileName());
        if (BesideArtifacts.isChecksum(name)) {
            return;
        }
        if (BesideArtifacts.isNeverTaken(name)) {
            leave(file, "hidden, or unfinished by its name", !name.startsWith("."));
            return;
        }
        Optional<String> database = besideDatabase(folder, name);
        if (database.isPresent()) {
            leave(file, "it belongs to " + database.get() + ", and is taken together with it", false);
            return;
        }
        if (!YamlText.isWritable(name)) {
            leave(file, "its name holds ${, which the catalog would take for a secret", true);
            return;
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                leave(file, "neither a file nor a folder", false);
                return;
            }
            folders.computeIfAbsent(folder, f -> new ArrayList<>())
                    .add(new Found(
                            file,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant(),
                            Inspector.glance(file)));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException | CannotTell e) {
            leave(file, "a file that cannot be read", true);
        }
    }

    /** The database whose log or journal a file is, by their names. */
    private static Optional<String> besideDatabase(Path folder, String name) {
        String of = name.replaceFirst("-(?:wal|shm|journal)$", "");
        return of.equals(name) || !Files.isRegularFile(folder.resolve(of)) ? Optional.empty() : Optional.of(of);
    }

    private void leave(Path path, String reason, boolean matters) {
        leftOut.add(new LeftOut(path, reason, matters));
    }
}
