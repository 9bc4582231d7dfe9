package io.restoreverifier.source;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Deletion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the artifacts of one backup lie. Implementations are read-only by construction, safe for use by several threads,
 * and hold nothing open between calls. What is worth another attempt has had it, when they give up.
 */
public interface Source {

    /**
     * Lists the artifacts, newest first by their own time, and says what was left out and why. May be called any number
     * of times and asks the origin each time.
     *
     * @param now the moment the run is as of
     * @return an empty list of artifacts when there is none
     * @throws CannotTell with SOURCE_UNREACHABLE or TIMED_OUT when the origin cannot be asked
     */
    Located locate(Instant now);

    /**
     * Opens an artifact for one sequential read. The caller closes the stream. The bytes may differ from what was
     * listed when the origin changes meanwhile; whoever reads compares.
     *
     * @throws io.restoreverifier.model.BrokenArtifact here or by a read, when the place itself knows that it is not whole
     * @throws IOException when it cannot be opened, also because it is gone
     * @throws CannotTell with SOURCE_UNREACHABLE or TIMED_OUT when the origin cannot be asked
     */
    InputStream open(Artifact artifact) throws IOException;

    /**
     * Opens an artifact as {@link #open(Artifact)} does, where a program must write what it gives before that can be read.
     *
     * @param room a folder for it, which may not exist yet; the caller removes it once the stream is closed
     */
    default InputStream open(Artifact artifact, Path room) throws IOException {
        return open(artifact);
    }

    /**
     * The checksum that the origin keeps beside an artifact; empty when there is none.
     *
     * @throws java.nio.file.FileSystemException when there is one that cannot be read
     * @throws IOException when there is one that is no checksum
     * @throws CannotTell with SOURCE_UNREACHABLE or TIMED_OUT when the origin cannot be asked
     */
    Optional<Checksum> checksum(Artifact artifact) throws IOException;

    /**
     * The same origin, with other artifacts in view: those that belong to these ones, such as a dump of globals.
     *
     * @param pattern as the catalog writes {@code newest:}
     * @throws IllegalArgumentException when it is no pattern; the message is fit for users
     */
    Source beside(String pattern);

    /**
     * Tells of any location, by its name alone, whether an artifact that lies there would be one of this source. The origin
     * is asked at most now, and not for each location.
     */
    Predicate<String> takes();

    /** Whether what lies there can be deleted for good by whoever may write there, where that can be told. */
    default Deletion deletion() {
        return Deletion.NOT_KNOWN;
    }

    /** Whether each byte that it gives was held against a digest there, so that no checksum beside is needed. */
    default boolean provesWhatItGives() {
        return false;
    }

    /** Whether an artifact comes with all WAL that was archived since it was begun. */
    default boolean bringsArchivedWal() {
        return false;
    }

    /** The check that the place has of its own; mostly none. */
    default Optional<OwnCheck> ownCheck() {
        return Optional.empty();
    }

    /** Whether the catalog asks for a checksum: then one that is missing is an error, not a note. */
    boolean requiresChecksum();
}
