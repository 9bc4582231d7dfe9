package io.restoreverifier.source;

import io.restoreverifier.archive.TreeTar;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The folders in a folder of this machine, each as one file: the tar archive that its tree makes. So whatever reads, hashes,
 * inspects and restores an artifact knows archives alone.
 */
final class DirectoryTrees implements Folder {
    private final Path directory;
    private final DirectoryFolder around;

    DirectoryTrees(Path directory) {
        this.directory = directory;
        this.around = new DirectoryFolder(directory);
    }

    @Override
    public Sight look() {
        return new Sight() {
            @Override
            public List<String> names() {
                return around.look().names();
            }

            @Override
            public Optional<Look> at(String name) {
                return DirectoryTrees.this.at(name);
            }

            /** A checksum is of a file. */
            @Override
            public boolean hasFile(String name) {
                return false;
            }
        };
    }

    @Override
    public InputStream open(String name) throws IOException {
        Path tree = treeOf(name);
        if (!Files.isDirectory(tree)) {
            throw new NoSuchFileException(tree.toString());
        }
        return TreeTar.open(tree.toRealPath());
    }

    /** With a slash at its end, as a folder. */
    @Override
    public String location(String name) {
        return around.location(name) + "/";
    }

    @Override
    public Function<String, Optional<String>> namesHere() {
        return around.namesHere();
    }

    @Override
    public Folder files() {
        return around;
    }

    private Optional<Look> at(String name) {
        Path tree = directory.resolve(name);
        if (!Files.isDirectory(tree)) {
            return Optional.empty();
        }
        try {
            TreeTar.Seen seen = TreeTar.look(tree.toRealPath());
            return Optional.of(Look.file(name, seen.bytes(), seen.modified()));
        } catch (IOException e) {
            if (!Files.isDirectory(tree)) {
                return Optional.empty();
            }
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    tree + " cannot be read: " + e.getMessage(),
                    "look at its permissions and the file system it is on",
                    e);
        }
    }

    /** Only folders of the folder itself, whatever an artifact is called. */
    private Path treeOf(String name) throws IOException {
        Path tree = directory.resolve(name).normalize();
        if (!directory.normalize().equals(tree.getParent())) {
            throw new IOException(name + " is not a folder of " + directory);
        }
        return tree;
    }
}
