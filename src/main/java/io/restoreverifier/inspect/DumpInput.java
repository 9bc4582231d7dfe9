package io.restoreverifier.inspect;

import io.restoreverifier.archive.OwnCopy;
import io.restoreverifier.archive.Quantity;
import io.restoreverifier.model.FindingCode;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The primitives of pg_dump's archives, read in sequence: bytes, integers (a byte of sign, then the magnitude, lowest byte
 * first), strings (a length, -1 for none, then the bytes). Never allocates by a length that the file claims beyond
 * {@link #NAME_LIMIT}.
 */
final class DumpInput {
    /** Names are 63 bytes; those of functions carry the types of up to 100 arguments. */
    static final int NAME_LIMIT = 1 << 16;

    /** Definitions: a function's body or a comment may be long, but nobody writes 64 MiB. */
    static final int TEXT_LIMIT = 64 << 20;

    private final OwnCopy copy;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private int integerBytes = 4;
    private int offsetBytes = 8;
    private String where = "its header";

    DumpInput(OwnCopy copy) {
        this.copy = copy;
    }

    /** Says what is being read from now on, for messages. */
    void in(String what) {
        where = what;
    }

    void sizes(int ofIntegers, int ofOffsets) {
        integerBytes = ofIntegers;
        offsetBytes = ofOffsets;
    }

    long position() {
        return copy.position() - filled + at;
    }

    /** Whether all was read. */
    boolean atEnd() throws InterruptedIOException {
        return at == filled && !fill();
    }

    int readByte() throws InterruptedIOException, DumpDamage {
        require();
        return buffer[at++] & 0xff;
    }

    /** An integer as pg_dump writes it; at most 32 bits matter to it. */
    int readInt() throws InterruptedIOException, DumpDamage {
        int sign = readByte();
        long value = littleEndian(integerBytes);
        // What pg_dump never writes: a sign other than 0 and 1, a negative zero, more than fits into C's int.
        long most = Integer.MAX_VALUE + (long) sign;
        if (sign > 1 || (sign == 1 && value == 0) || value < 0 || value > most) {
            throw corrupt("an integer there makes no sense");
        }
        return (int) (sign == 1 ? -value : value);
    }

    /** An offset into the file, without its flag. */
    long readOffset() throws InterruptedIOException, DumpDamage {
        return littleEndian(offsetBytes);
    }

    /** A short text; null when there is none. */
    @Nullable
    String readName() throws InterruptedIOException, DumpDamage {
        int length = readInt();
        if (length < 0) {
            return null;
        }
        if (length > NAME_LIMIT) {
            throw corrupt("a name there would be " + Quantity.bytes(length) + " long");
        }
        byte[] bytes = new byte[length];
        text(length, bytes);
        return decode(bytes);
    }

    /** Reads over a text that may be long and tells its length; -1 when there is none. */
    int skipText() throws InterruptedIOException, DumpDamage {
        int length = readInt();
        if (length > TEXT_LIMIT) {
            throw corrupt("a text there would be " + Quantity.bytes(length) + " long");
        }
        text(length, null);
        return length < 0 ? -1 : length;
    }

    /** Reads a text that may be long; empty when there is none, or when it is longer than would be looked into. */
    String readText(int most) throws InterruptedIOException, DumpDamage {
        int length = readInt();
        if (length > TEXT_LIMIT) {
            throw corrupt("a text there would be " + Quantity.bytes(length) + " long");
        }
        if (length < 0 || length > most) {
            text(length, null);
            return "";
        }
        byte[] bytes = new byte[length];
        text(length, bytes);
        return decode(bytes);
    }

    /** Hands the next bytes to a sink, piece by piece. */
    void pass(int length, BlockContent sink) throws InterruptedIOException, DumpDamage {
        int left = length;
        while (left > 0) {
            require();
            int n = Math.min(left, filled - at);
            if (!sink.take(buffer, at, n)) {
                throw corrupt("what is compressed there does not uncompress");
            }
            at += n;
            left -= n;
        }
    }

    /** Damage here, told with the position. */
    DumpDamage corrupt(String what) {
        return new DumpDamage(
                FindingCode.ARTIFACT_CORRUPT,
                "the dump is damaged near byte " + Quantity.number(position()) + ", in " + where + ": " + what,
                "compare with another copy of this artifact; look at the disk or the transfer it came through");
    }

    private DumpDamage ended() {
        return new DumpDamage(
                FindingCode.ARTIFACT_INCOMPLETE,
                "the dump ends at byte " + Quantity.number(position()) + ", within " + where,
                "look at the log of the backup job: pg_dump or the transfer stopped half-way");
    }

    /** Reads a text piece by piece; nothing is kept of it without an array. */
    private void text(int length, byte @Nullable [] into) throws InterruptedIOException, DumpDamage {
        int done = 0;
        while (done < length) {
            require();
            int n = Math.min(length - done, filled - at);
            for (int i = at; i < at + n; i++) {
                if (buffer[i] == 0) {
                    at = i;
                    throw corrupt("a text there holds a NUL character");
                }
            }
            if (into != null) {
                System.arraycopy(buffer, at, into, done, n);
            }
            at += n;
            done += n;
        }
    }

    private long littleEndian(int bytes) throws InterruptedIOException, DumpDamage {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) readByte() << (8 * i);
        }
        return value;
    }

    private void require() throws InterruptedIOException, DumpDamage {
        if (at == filled && !fill()) {
            throw ended();
        }
    }

    private boolean fill() throws InterruptedIOException {
        at = 0;
        filled = Math.max(0, copy.read(buffer, 0, buffer.length));
        return filled > 0;
    }

    /** Names are in the database's encoding: UTF-8, or a single-byte one, which Latin-1 shows well enough. */
    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
