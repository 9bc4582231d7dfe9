package io.restoreverifier.source;

/** What a source never takes for an artifact, for whoever looks at a folder with the same eyes. */
public final class BesideArtifacts {
    private BesideArtifacts() {}

    /** Whether a file of this name holds checksums of others. */
    public static boolean isChecksum(String name) {
        return ChecksumFiles.isOne(name);
    }

    /** Whether a file of this name is hidden or unfinished. */
    public static boolean isNeverTaken(String name) {
        return UnfinishedNames.isOne(name);
    }
}
