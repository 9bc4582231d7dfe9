package io.restoreverifier.outlet;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file as a whole: readers see the old one or the new one, never half of it. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * @param target replaced when it is there; its folder is made when missing
     * @throws IOException when it cannot be written; an earlier file is untouched then
     */
    public static void write(Path target, byte[] content) throws IOException {
        Path file = target.toAbsolutePath();
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.createDirectories(fresh.getParent());
        Files.write(fresh, content);
        move(fresh, file);
    }

    /** Puts a file that is complete in the place of another of the same folder. */
    public static void move(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
