package io.restoreverifier.coverage;

/**
 * Something that exists and has to be backed up.
 *
 * @param place where, by the name that the catalog gives it
 * @param name unique in its place; with {@code /} where it lies deeper
 * @param remark what there is to say of it, as part of a sentence; mostly empty
 */
record Thing(Kind kind, String place, String name, String remark) {

    /** As {@code covers:} and reports write it. */
    String path() {
        return place + "/" + name;
    }

    /** What an entry that says nothing of it would be called like. */
    String plainName() {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return kind == Kind.REPOSITORY && last.endsWith(".git") ? last.substring(0, last.length() - 4) : last;
    }
}
