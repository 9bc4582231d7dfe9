package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.sandbox.Need;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Brings one kind of artifact back. Holds only what the catalog says; safe for use by several threads. */
public interface Restorer {

    /** What comes back: {@code database} or {@code files}. */
    String kind();

    /** Which family of checks is put to it: {@code postgresql}, {@code mariadb}, {@code sqlite}, {@code redis}, {@code command}, {@code disk-image}, {@code files} or {@code git}. */
    String checks();

    /** Whether it restores into a sandbox; one that does not may still want one, for what its checks run. */
    default boolean opensSandbox() {
        return true;
    }

    /** Further artifacts of the same source that a restore needs, as patterns of their names; mostly none. */
    default List<String> companions() {
        return List.of();
    }

    /**
     * Whether they go on after the artifact, as archived WAL does, so that the newest serve best; else those made in the
     * same night belong to it.
     */
    default boolean companionsGoOn() {
        return false;
    }

    /** Whether all of them are wanted that were made since the artifact, oldest first, as incremental backups are; there may be none. */
    default boolean companionsAreAll() {
        return false;
    }

    /** The moment that it brings back, which only an artifact can that was finished before; empty for the newest there is. */
    default Optional<Instant> target() {
        return Optional.empty();
    }

    /**
     * What stands behind an artifact's name in the names of files that belong to it: they are fetched with it when they are
     * there, and come among the companions. Mostly none.
     */
    default List<String> suffixes() {
        return List.of();
    }

    /** Whether only what is restored by it knows the format, so that the inspection need not. */
    default boolean takesAnyFormat() {
        return false;
    }

    /**
     * Fetches what the sandbox needs, such as its image, before the clock of the RTO runs. May be called many times.
     *
     * @throws CannotTell when it cannot be had
     */
    void prepare(RestoreRequest request);

    /** What the restore and its sandbox will take; asked after {@link #prepare}, waited for before {@link #restore}. */
    Need need(RestoreRequest request);

    /**
     * Restores an artifact whose inspection found no error. What is wrong with the backup is in the result; when the
     * result carries something restored, the caller closes it.
     *
     * @throws CannotTell when the sandbox or a tool keeps us from telling; then nothing is left open
     */
    Restoration restore(RestoreRequest request);
}
