package io.restoreverifier.archive;

import java.io.IOException;
import java.io.InputStream;

/** Hears of each entry of an archive, in order. */
@FunctionalInterface
public interface EntryVisitor {

    /**
     * Takes one entry. What is left unread of its data is read and counted afterwards.
     *
     * @param data of the entry, empty for all but files; valid during this call only; need not be closed
     * @return whether to go on with the next entry
     * @throws IOException only as thrown by {@code data}: damage, which ends the reading. Errors of the visitor's own
     *     making must not be IOExceptions, or they would be taken for damage
     */
    boolean visit(Entry entry, InputStream data) throws IOException;
}
