package io.restoreverifier.source;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Deletion;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A folder of a file system of this machine. Of its many files only those are looked at that are asked for. */
final class DirectoryFolder implements Folder {
    private final Path directory;

    DirectoryFolder(Path directory) {
        this.directory = directory;
    }

    @Override
    public Sight look() {
        return new Sight() {
            @Override
            public List<String> names() {
                return DirectoryFolder.this.names();
            }

            @Override
            public Optional<Look> at(String name) {
                return DirectoryFolder.this.at(name);
            }

            @Override
            public boolean hasFile(String name) {
                return Files.isRegularFile(directory.resolve(name));
            }
        };
    }

    @Override
    public InputStream open(String name) throws IOException {
        Path file = fileOf(name);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(name + " is not a file any more");
        }
        return Files.newInputStream(file);
    }

    @Override
    public String location(String name) {
        return directory.resolve(name).toString();
    }

    @Override
    public Function<String, Optional<String>> namesHere() {
        List<Path> folders = List.of(directory.normalize(), whereItReallyIs());
        return location -> {
            Path path = Path.of(location);
            return path.getParent() != null && folders.contains(path.getParent())
                    ? Optional.of(path.getFileName().toString())
                    : Optional.empty();
        };
    }

    @Override
    public Deletion deletion() {
        return MountOf.deletion(directory);
    }

    @Override
    public Optional<Folder> trees() {
        return Optional.of(new DirectoryTrees(directory));
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
        return names;
    }

    private Optional<Look> at(String name) {
        Path path = directory.resolve(name);
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                return Optional.of(Look.file(
                        name, attributes.size(), attributes.lastModifiedTime().toInstant()));
            }
            return attributes.isOther() ? Optional.of(Look.other(name, Look.Kind.OTHER)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Files.isSymbolicLink(path) ? Optional.of(Look.other(name, Look.Kind.BROKEN_LINK)) : Optional.empty();
        } catch (IOException e) {
            throw unreachable("cannot be read: " + name, "look at its permissions and the file system it is on", e);
        }
    }

    /** Only files of the folder itself, whatever an artifact is called. */
    private Path fileOf(String name) throws IOException {
        Path file = directory.resolve(name).normalize();
        if (!directory.normalize().equals(file.getParent())) {
            throw new IOException(name + " is not a file of " + directory);
        }
        return file;
    }

    /** A folder that cannot be had is told by whoever lists it. */
    private Path whereItReallyIs() {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory.normalize();
        }
    }

    private CannotTell unreachable(String message, String hint, Exception cause) {
        return new CannotTell(FindingCode.SOURCE_UNREACHABLE, directory + " " + message, hint, cause);
    }
}
