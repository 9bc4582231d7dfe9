package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A repository that a backup program keeps, to read, by that very program. Nothing is written to it, no lock either; what
 * the program wants to write it writes elsewhere. For any number of threads; nothing stays open between calls.
 */
public interface SnapshotStore {
    /** The program, as it is typed. */
    String program();

    /** Where it is, without a password. */
    String location();

    /**
     * Lists every snapshot anew, in no order.
     *
     * @throws CannotTell WRONG_KEY, SOURCE_UNREACHABLE, TIMED_OUT or TOOL_FAILED
     */
    List<Snapshot> snapshots();

    /**
     * Opens what a snapshot holds: a folder as a tar archive, a file as it is. The end of the stream has come only when the
     * program itself said that it gave all. The caller closes it.
     *
     * @param part a path in the snapshot; empty for all of it
     * @throws BrokenArtifact here or by a read, when the program says that it is damaged, or has no such part
     * @throws CannotTell as above
     */
    InputStream open(String id, Optional<String> part) throws IOException;

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
