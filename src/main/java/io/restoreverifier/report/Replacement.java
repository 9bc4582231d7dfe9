package io.restoreverifier.report;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file as a whole: readers see the old one or the new one, never half of it. */
final class Replacement {
    private Replacement() {}

    static void write(Path target, byte[] content) throws IOException {
        Files.createDirectories(folderOf(target));
        Path fresh = target.resolveSibling("." + target.getFileName() + ".new");
        Files.write(fresh, content);
        move(fresh, target);
    }

    static void copy(Path from, Path target) throws IOException {
        Files.createDirectories(folderOf(target));
        Path fresh = target.resolveSibling("." + target.getFileName() + ".new");
        Files.copy(from, fresh, StandardCopyOption.REPLACE_EXISTING);
        move(fresh, target);
    }

    static void move(Path fresh, Path target) throws IOException {
        Files.createDirectories(folderOf(target));
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " is no file in a folder");
        }
        return folder;
    }
}
