package io.restoreverifier.inspect;

import java.util.Optional;

/** What becomes of the bytes of one block of data. Used for one block. */
interface BlockContent extends AutoCloseable {

    /** Takes the next bytes; false when they cannot be. */
    boolean take(byte[] bytes, int offset, int length);

    /** What is wrong with the block now that all its bytes were taken; empty when nothing is. */
    Optional<String> finish();

    /** Uncompressed bytes so far; empty when they are not counted. */
    Optional<Long> bytes();

    @Override
    default void close() {}

    /** Counts what is not compressed. */
    static BlockContent counting(CopyRows rows) {
        return new BlockContent() {
            private long bytes;

            @Override
            public boolean take(byte[] block, int offset, int length) {
                bytes += length;
                rows.take(block, offset, length);
                return true;
            }

            @Override
            public Optional<String> finish() {
                return Optional.empty();
            }

            @Override
            public Optional<Long> bytes() {
                return Optional.of(bytes);
            }
        };
    }

    /** Takes everything and looks at nothing. */
    static BlockContent ignoring() {
        return new BlockContent() {
            @Override
            public boolean take(byte[] bytes, int offset, int length) {
                return true;
            }

            @Override
            public Optional<String> finish() {
                return Optional.empty();
            }

            @Override
            public Optional<Long> bytes() {
                return Optional.empty();
            }
        };
    }
}
