package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A repository that a backup program for servers of PostgreSQL keeps, to read, by that very program. Nothing is written to
 * it. For any number of threads; nothing stays open between calls.
 */
public interface BackupSets {
    /** The program, as it is typed. */
    String program();

    /** Where a backup is, or all of them when its label is empty. */
    String location(String label);

    /**
     * Lists every backup anew, in no order.
     *
     * @throws BrokenArtifact when the repository is there and does not say what it holds
     * @throws CannotTell WRONG_KEY, SOURCE_UNREACHABLE, TIMED_OUT or TOOL_FAILED
     */
    List<BackupSet> sets() throws BrokenArtifact;

    /**
     * Restores a backup by the program's own restore into a folder, with its tablespaces in their places and all WAL that was archived since it began.
     *
     * @param room a folder of the caller's, which removes it; it need not exist
     * @return the data directory in it
     * @throws BrokenArtifact when the program says that the backup is damaged, or not whole
     * @throws CannotTell as above, and OUT_OF_DISK
     */
    Path restore(String label, Path room) throws IOException;

    /** Whether the program holds each file against a checksum of its own while it restores it. */
    boolean provesWhatItGives();

    /** The program's own check with its arguments, for people. */
    String check();

    /**
     * Runs the program's own check.
     *
     * @return what it found wrong, in its own words; empty when it said itself that it found nothing
     * @throws CannotTell when it says neither
     */
    Optional<String> damage(Duration limit);
}
