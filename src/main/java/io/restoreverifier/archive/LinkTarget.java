package io.restoreverifier.archive;

/** Where a symbolic link leads, as formats keep it that write it as the data of its entry. */
final class LinkTarget {
    /** What Linux takes ({@code PATH_MAX}). */
    private static final int LONGEST = 4096;

    private LinkTarget() {}

    /** Before it is read: it is kept in memory. */
    static void requirePossible(long bytes) throws DamageFound {
        if (bytes > LONGEST) {
            throw new DamageFound(Damage.corrupt("a symbolic link in it is longer than any can be"));
        }
    }
}
