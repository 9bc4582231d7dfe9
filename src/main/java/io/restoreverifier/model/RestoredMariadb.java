package io.restoreverifier.model;

import java.time.Duration;
import java.util.List;

/** Databases of MariaDB or MySQL that came back on one server; {@link #databaseName()} is the first of them. */
public interface RestoredMariadb extends RestoredDatabase {

    /** Whether the server is MySQL's. */
    boolean isMysql();

    /** All that the dump has, in its order; all of the server but its own, when its data directory came back. */
    List<String> databases();

    /** Whether what came back is not what a dump lists: its whole data directory, or what binary logs added since. */
    boolean isBeyondDump();

    /**
     * Dumps the rows of one of them, and nothing else, with the tool that backs it up.
     *
     * @param characters the character set that text is written in
     * @param bytes takes the script as it comes
     * @return how that ended
     * @throws CannotTell TIMED_OUT when the limit passes, TOOL_FAILED when there is no such tool, SANDBOX_UNAVAILABLE when the
     *     sandbox is gone
     */
    DumpedAgain dumpRows(String database, String characters, Bytes bytes, Duration limit);
}
