package io.restoreverifier.archive;

/** What the rules say about one entry. */
public sealed interface Ruling {

    /**
     * It may be written.
     *
     * @param kind FILE, DIRECTORY, SYMBOLIC_LINK or HARD_LINK; a hard link to a symbolic link has become one itself
     * @param path beneath the target, parts joined by {@code /}
     * @param link the target of a symbolic link as written; the path, beneath the target, of a hard link's file
     */
    record Allowed(Entry.Kind kind, String path, String link) implements Ruling {}

    /** It is the archive's root, or lies above what {@code strip} leaves. */
    record LeftOut() implements Ruling {}

    /** It would be unsafe. The name is escaped for printing; the reason goes on from it: {@code its name is absolute}. */
    record Refused(String name, String reason) implements Ruling {}
}
