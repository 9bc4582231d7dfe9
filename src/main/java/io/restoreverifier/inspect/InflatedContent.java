package io.restoreverifier.inspect;

import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A block that is one zlib stream (RFC 1950), cut into chunks anywhere. Reaching its end proves its Adler-32 checksum. A
 * block without any chunk is an empty one: pg_dump 16 and newer write no stream when there is nothing to compress.
 */
final class InflatedContent implements BlockContent {
    private final Inflater inflater = new Inflater();
    private final byte[] buffer;
    private final CopyRows rows;
    private boolean begun;

    /** @param buffer to work in, of any size */
    InflatedContent(CopyRows rows, byte[] buffer) {
        this.rows = rows;
        this.buffer = buffer;
    }

    @Override
    public boolean take(byte[] bytes, int offset, int length) {
        begun = true;
        inflater.setInput(bytes, offset, length);
        try {
            while (!inflater.needsInput() && !inflater.finished()) {
                int n = inflater.inflate(buffer);
                rows.take(buffer, 0, n);
                if (n == 0 && inflater.needsDictionary()) {
                    return false;
                }
            }
            // What is left over after the end of the stream belongs to nobody.
            return inflater.getRemaining() == 0;
        } catch (DataFormatException e) {
            return false;
        }
    }

    @Override
    public Optional<String> finish() {
        return begun && !inflater.finished()
                ? Optional.of("its compressed data stop before their checksum")
                : Optional.empty();
    }

    @Override
    public Optional<Long> bytes() {
        return Optional.of(inflater.getBytesWritten());
    }

    @Override
    public void close() {
        inflater.end();
    }
}
