package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;

/** What is told of a sandbox whose disk is full, however it was found. */
public final class FullDisk {
    /** The way out, in whatever kind of sandbox, and wherever that keeps its data. */
    public static final String HINT =
            "raise `sandbox: {disk: ...}` in the entry, or make room: where the engine keeps its volumes,"
                    + " or for a local sandbox where -Djava.io.tmpdir leads";

    private FullDisk() {}

    /** @param more when that was, or how it was found; goes on from "ran out of disk" */
    public static CannotTell told(String more) {
        return new CannotTell(FindingCode.OUT_OF_DISK, "the sandbox ran out of disk" + more, HINT);
    }
}
