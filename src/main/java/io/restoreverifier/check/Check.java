package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Restored;
import java.util.List;
import java.util.Optional;

/** One question put to what was restored. Holds only what the catalog says; safe for use by several threads. */
public interface Check {

    /** The name users know it by, such as {@code rows}. */
    String name();

    /** Whether it has anything to ask of what came back, by its kind alone; what it has not is not put and not reported. */
    default boolean concerns(Restored restored) {
        return true;
    }

    /** Whether it opens a sandbox of its own to be answered, for which there must be room. */
    default boolean opensSandbox() {
        return false;
    }

    /**
     * Whether others may be put at the same time: when it changes nothing of what came back that another looks at, and
     * answers whoever asks from several threads.
     */
    default boolean besideOthers() {
        return false;
    }

    /** The other backup that it needs; empty when the one under test is enough. */
    default Optional<Reference> reference() {
        return Optional.empty();
    }

    /**
     * The artifact that it is held against, as a pattern of its name: the one that lies beside what is verified, and is
     * nearest to it in time. Mostly none.
     */
    default Optional<String> beside() {
        return Optional.empty();
    }

    /**
     * Files that it may need from beside the artifact, written as {@code newest:} is. Those that are there are fetched
     * with the artifact and are in {@link Subject#beside()}.
     */
    default List<String> besides() {
        return List.of();
    }

    /**
     * The same check, but one that writes the reference it would compare with, from what came back. It has no verdict then.
     * Those that have no reference are what they are.
     */
    default Check writingReference() {
        return this;
    }

    /**
     * Puts the question. A check that does not apply says so with its reason; it never answers with an empty list.
     *
     * @throws CannotTell when something keeps it from an answer
     */
    CheckReport put(Subject subject);
}
