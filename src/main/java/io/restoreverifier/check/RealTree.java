package io.restoreverifier.check;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * Finds files of a tree that does not change, whatever a path says, and never outside of it. Where many small files are looked for,
 * following each of their folders takes longer than reading them: so the folder of the last one is known. Safe for use by
 * several threads.
 */
final class RealTree {
    private final Path root;
    private volatile Path straight;

    /** @param root exists */
    RealTree(Path root) throws IOException {
        this.root = root.toRealPath();
        this.straight = this.root;
    }

    Path root() {
        return root;
    }

    /**
     * What lies at a place.
     *
     * @param is of itself, where it is a link
     */
    record Lying(Path path, PosixFileAttributes is) {
        static Lying at(Path path) throws IOException {
            return new Lying(path, Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        }
    }

    /** The file that a path leads to, also through links, as long as it is one of the tree. */
    Optional<Lying> fileOf(String relative) throws IOException {
        try {
            Path path = root.resolve(relative);
            if (straight.equals(path.getParent())) {
                Lying lying = Lying.at(path);
                if (lying.is().isRegularFile()) {
                    return Optional.of(lying);
                }
            }
            Path file = path.toRealPath();
            if (!file.startsWith(root)) {
                return Optional.empty();
            }
            Lying lying = Lying.at(file);
            if (!lying.is().isRegularFile()) {
                return Optional.empty();
            }
            Path folder = file.getParent();
            if (folder != null && folder.equals(path.getParent())) {
                straight = folder;
            }
            return Optional.of(lying);
        } catch (InvalidPathException | FileSystemException e) {
            return Optional.empty();
        }
    }
}
