package io.restoreverifier.source;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The one artifact that somebody pointed at, whatever it is called: also one that looks unfinished or hidden by its name.
 * Its own time is the one in its name, read as UTC, else its modification time.
 */
public final class FileSource implements Source {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Path file;

    /** @param file may be gone by the time it is asked for */
    public FileSource(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    @Override
    public Located locate(Instant now) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new IOException("it is not a file");
            }
            Instant modified = attributes.lastModifiedTime().toInstant();
            // A name in local time may be ahead; what is not known is then not claimed.
            Optional<Instant> named =
                    TimeInName.find(name()).map(TimeInName::time).filter(time -> !time.isAfter(now.plus(TOLERANCE)));
            return new Located(
                    List.of(new Artifact(
                            name(),
                            file.toString(),
                            attributes.size(),
                            named.orElse(modified),
                            named.isPresent() ? TimeFrom.NAME : TimeFrom.MODIFICATION_TIME)),
                    List.of());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    @Override
    public InputStream open(Artifact artifact) throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public Optional<Checksum> checksum(Artifact artifact) throws IOException {
        return new ChecksumFiles(new DirectoryFolder(folder())).of(name());
    }

    @Override
    public Source beside(String pattern) {
        return DirectorySource.of(folder(), NamePattern.of(pattern, ZoneOffset.UTC));
    }

    @Override
    public Predicate<String> takes() {
        return file.toString()::equals;
    }

    @Override
    public boolean requiresChecksum() {
        return false;
    }

    private Path folder() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private String name() {
        return String.valueOf(file.getFileName());
    }

    private CannotTell unreachable(IOException cause) {
        return new CannotTell(
                FindingCode.SOURCE_UNREACHABLE, file + " cannot be read", "is it still there, and a file?", cause);
    }
}
