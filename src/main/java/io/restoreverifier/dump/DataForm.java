package io.restoreverifier.dump;

/** How the data of a block are wanted. */
public enum DataForm {
    /** The bytes of the file. */
    AS_STORED,
    /** The bytes that pg_dump was given. */
    UNCOMPRESSED
}
