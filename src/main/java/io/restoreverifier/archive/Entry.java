package io.restoreverifier.archive;

import java.time.Instant;

/**
 * One entry of an archive, as the archive claims it: nothing here has been judged yet.
 *
 * @param name as written, with whatever traversal it holds
 * @param bytes of its data; 0 for all but files
 * @param mode POSIX permission bits as written, including those that are never set when unpacking
 * @param link where a symbolic or hard link points; empty for everything else
 */
public record Entry(Kind kind, String name, long bytes, int mode, Instant modified, String link) {

    /** What an entry is. */
    public enum Kind {
        FILE("file"),
        DIRECTORY("directory"),
        SYMBOLIC_LINK("symbolic link"),
        HARD_LINK("hard link"),
        DEVICE("device node"),
        FIFO("named pipe"),
        OTHER("entry of unknown type");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The kind as users read it. */
        public String label() {
            return label;
        }
    }
}
