package io.restoreverifier.remote;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder of ours that a program of this machine was given to work in. */
final class TemporaryFolder {
    private TemporaryFolder() {}

    /**
     * Removes it with all that is in it, and follows no link.
     *
     * @throws CannotTell NOT_DISPOSED when it cannot be removed
     */
    static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path left, @Nullable IOException e) throws IOException {
                    Files.delete(left);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.NOT_DISPOSED,
                    folder + " could not be removed: " + e.getMessage(),
                    "remove it by hand",
                    e);
        }
    }
}
