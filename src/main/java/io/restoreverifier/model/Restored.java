package io.restoreverifier.model;

/** What came back. Lives as long as its sandbox; whoever restored it closes it, which ends the sandbox. */
public interface Restored extends AutoCloseable {

    /** Lines for the head of the entry: sandbox, image and digest, storage, versions. */
    java.util.List<String> notes();

    /**
     * That memory or disk ran out in the sandbox, or that it is gone, so that a failure in it says nothing about the
     * backup; empty when nothing of that kind happened.
     */
    java.util.Optional<CannotTell> exhaustion();

    /** The last lines of the sandbox's log, without row data. */
    String log();

    /** Ends the sandbox and removes everything in it. May be called twice. */
    @Override
    void close();
}
