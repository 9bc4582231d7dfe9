package io.restoreverifier.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A git repository that came back, with the files of one of its commits as its tree. */
public interface RestoredRepository extends RestoredFiles {

    /** The commit that each branch is at, by the branch's name without {@code refs/heads/}. */
    Map<String, String> branches();

    /** The object that each tag names, by the tag's name without {@code refs/tags/}. */
    Map<String, String> tags();

    /** The name of the commit whose files are the tree; empty in a repository without one. */
    Optional<String> checkedOut();

    /**
     * The newest commit that any branch or tag leads to, and that is not later than a moment.
     *
     * @return empty when there is none
     * @throws CannotTell when git does not answer
     */
    Optional<Commit> newest(Instant until);

    /**
     * Whether a branch or a tag leads to a commit.
     *
     * @param commit the name or the beginning of it, in hexadecimal digits
     * @throws CannotTell when git does not answer
     */
    boolean leadsTo(String commit);

    /**
     * A commit.
     *
     * @param name in hexadecimal digits
     * @param at when it was committed, by the clock of whoever did
     */
    record Commit(String name, Instant at) {}
}
