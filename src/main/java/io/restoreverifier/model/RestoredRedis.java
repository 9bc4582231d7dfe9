package io.restoreverifier.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Keys of Redis that came back on a server. */
public interface RestoredRedis extends RestoredEngine {

    /**
     * Counts the keys of all its databases that match a pattern, by their type; those of a type that is not there are left out.
     *
     * @param pattern as {@code SCAN} takes it
     * @throws CannotTell TIMED_OUT when the limit passes, TOOL_FAILED when the server does not answer
     */
    Map<String, Keys> keys(String pattern, Duration limit);

    /** What Redis' own check has read in an RDB file; empty for append-only files. */
    Optional<Read> read();

    /**
     * How many keys there are.
     *
     * @param expiring of these, go by themselves at some time
     */
    record Keys(long count, long expiring) {}

    /**
     * @param keys in the file
     * @param expiring of these, go by themselves at some time
     * @param expired of these, by now: a server that loads the file leaves them out
     */
    record Read(long keys, long expiring, long expired) {}
}
