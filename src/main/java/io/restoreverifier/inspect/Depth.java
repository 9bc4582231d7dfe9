package io.restoreverifier.inspect;

/** How far the blocks of a dump are looked into. */
public enum Depth {
    /** Every block is there, of its object, and where it should be; nothing is uncompressed. */
    STRUCTURE,
    /** Also uncompresses every block, which proves its checksum, and counts bytes and rows. */
    CONTENT
}
