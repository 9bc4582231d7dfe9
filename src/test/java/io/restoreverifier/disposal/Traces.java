package io.restoreverifier.disposal;

import java.util.Set;

/** What sandboxes of one kind are made of, as their machine sees it. A kind of sandbox is a column of the matrix. */
interface Traces {

    /**
     * Everything that there is of a run's sandboxes: of each thing a name that stays the same while it is there, and
     * begins with what it is. A {@code process} may end by itself.
     */
    Set<String> of(RunProcess run);

    /** What is still there of what was there before. */
    Set<String> left(Set<String> before);

    /** Whether sandboxes stay when their run is killed, until the next run or their deadline. */
    boolean stayUntilTheNextRun();
}
