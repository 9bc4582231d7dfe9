package io.restoreverifier.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DeflaterOutputStream;

/**
 * The sample dump (archive version 1.14, gzip) written again as another version that no pg_dump at hand writes. The
 * differences are those that PostgreSQL's {@code pg_backup_archiver.h} lists by version.
 */
final class RewrittenDump {
    private static final int CHUNK = 4096;

    private final ByteBuffer from;
    private final ByteArrayOutputStream to = new ByteArrayOutputStream();
    private final int version;

    private RewrittenDump(byte[] dump, int version) {
        this.from = ByteBuffer.wrap(dump);
        this.version = version;
    }

    static byte[] as(int version, byte[] dump) {
        RewrittenDump rewritten = new RewrittenDump(dump, version);
        rewritten.tableOfContents();
        rewritten.copy(rewritten.from.remaining());
        return rewritten.to.toByteArray();
    }

    /** The sample dump, the data of whose first table are these. */
    static byte[] withData(byte[] data, byte[] dump) {
        RewrittenDump rewritten = new RewrittenDump(dump, 14);
        rewritten.tableOfContents();
        rewritten.copy(6); // the type of the block and the number of its entry
        rewritten.chunks(data);
        rewritten.copy(rewritten.from.remaining());
        return rewritten.to.toByteArray();
    }

    private void tableOfContents() {
        header();
        int entries = integer();
        for (int i = 0; i < entries; i++) {
            entry();
        }
    }

    /** Other ones in their place, up to that which ends them. */
    private void chunks(byte[] data) {
        for (int old = integerAt(from.position()); old != 0; old = integerAt(from.position())) {
            skip(5 + old);
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] bytes = compressed.toByteArray();
        for (int at = 0; at < bytes.length; at += CHUNK) {
            int length = Math.min(CHUNK, bytes.length - at);
            to.write(0);
            to.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(length)
                    .array());
            to.write(bytes, at, length);
        }
    }

    private void header() {
        copy(6);
        from.get();
        to.write(version);
        copy(4);
        if (version >= 15) {
            skip(5);
            to.write(1);
        } else {
            integer();
        }
        for (int i = 0; i < 7; i++) {
            integer();
        }
        texts(3);
    }

    private void entry() {
        integer();
        integer();
        texts(4);
        integer();
        texts(5);
        if (version >= 14) {
            texts(1);
        } else {
            skipText();
        }
        if (version >= 16) {
            to.write(0);
            to.writeBytes(new byte[] {'r', 0, 0, 0});
        }
        texts(2);
        while (text()) {
            // Dependencies end with a text that is none.
        }
        // Blocks have moved: as in a dump that was written to a pipe, nobody knows where they are.
        int state = from.get();
        to.write(state == 2 ? 1 : state);
        skip(8);
        to.writeBytes(new byte[8]);
    }

    private void texts(int count) {
        for (int i = 0; i < count; i++) {
            text();
        }
    }

    private boolean text() {
        int length = integer();
        copy(Math.max(0, length));
        return length >= 0;
    }

    private void skipText() {
        int length = integerAt(from.position());
        skip(5 + Math.max(0, length));
    }

    private int integer() {
        int value = integerAt(from.position());
        copy(5);
        return value;
    }

    private int integerAt(int position) {
        int value = Integer.reverseBytes(from.getInt(position + 1));
        return from.get(position) == 1 ? -value : value;
    }

    private void copy(int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        to.writeBytes(bytes);
    }

    private void skip(int length) {
        from.position(from.position() + length);
    }
}
