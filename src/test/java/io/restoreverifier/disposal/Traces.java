package io.restoreverifier.disposal;

import java.util.Set;

/** What sandboxes of one kind are made of, as their machine sees it. A kind of sandbox is a column of the matrix. */
interface Traces {

    /** Everything that there is for an entry of a catalog: of each a name that stays the same while it is there. */
    Set<String> of(String entry);

    /** What is still there of what was there before. */
    Set<String> left(Set<String> before);
}
