package io.restoreverifier.archive;

import java.nio.charset.StandardCharsets;

/**
 * Looks over the header blocks of a tar archive between the data of two entries. The library that reads them verifies no
 * header checksum, takes a file that ends within or before a header for a proper end, and drops the slash of some
 * absolute names; this sees all three. Layout: POSIX {@code pax(1)}, "ustar Interchange Format".
 */
final class TarHeaders {
    static final int BLOCK = 512;
    private static final int PREFIX = 345;
    private static final String WITH_DATA_OF_THEIR_OWN = "LKxXg";

    /** Whether the blocks hold the header of an entry, the end of the archive, or neither. */
    enum Seen {
        ENTRY,
        END,
        TRUNCATED,
        BAD_CHECKSUM
    }

    private final byte[] bytes;
    private int at;
    private boolean absolute;
    private boolean namedInUtf8;
    private boolean linkedInUtf8;

    /**
     * @param bytes what passed between two entries
     * @param from where they began in the archive; a header begins at the next multiple of 512
     */
    TarHeaders(byte[] bytes, long from) {
        this.bytes = bytes;
        this.at = (int) ((BLOCK - from % BLOCK) % BLOCK);
    }

    /** Goes over the blocks; call once. */
    Seen look() {
        while (at + BLOCK <= bytes.length) {
            if (Zeros.only(bytes, at, at + BLOCK)) {
                return Seen.END;
            }
            if (!checksumHolds(bytes, at)) {
                return Seen.BAD_CHECKSUM;
            }
            char type = (char) bytes[at + 156];
            if (WITH_DATA_OF_THEIR_OWN.indexOf(type) < 0) {
                absolute |= bytes[hasPrefix() ? at + PREFIX : at] == '/';
                return Seen.ENTRY;
            }
            long size = Math.max(0, number(at + 124, 12));
            int data = at + BLOCK;
            noteUtf8(type, data, (int) Math.min(size, bytes.length - data));
            absolute |= claimsAbsolute(type, data, (int) Math.min(size, bytes.length - data));
            at = (int) Math.min(bytes.length, data + (size + BLOCK - 1) / BLOCK * BLOCK);
        }
        return Seen.TRUNCATED;
    }

    /** Where the block lies, in the bytes given, at which {@link #look()} stopped. */
    int at() {
        return at;
    }

    /** Whether its name is that of an extended header, which is in UTF-8 whatever the rest is in. */
    boolean namedInUtf8() {
        return namedInUtf8;
    }

    /** The same of where it links to. */
    boolean linkedInUtf8() {
        return linkedInUtf8;
    }

    /** Whether the entry claims an absolute name anywhere. */
    boolean absolute() {
        return absolute;
    }

    /** Whether the sum of a header's bytes, its checksum field read as blanks, is what the field says. */
    static boolean checksumHolds(byte[] block, int at) {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte b = i >= 148 && i < 156 ? (byte) ' ' : block[at + i];
            unsigned += b & 0xff;
            signed += b;
        }
        long said = octal(block, at + 148, 8);
        // Historic tars summed signed bytes.
        return said == unsigned || said == signed;
    }

    /** Only POSIX headers have one: GNU's keep times there, and their magic ends in a blank. */
    private boolean hasPrefix() {
        return bytes[at + 262] == 0 && bytes[at + PREFIX] != 0;
    }

    private void noteUtf8(char type, int data, int length) {
        if (length > 0 && (type == 'x' || type == 'X')) {
            String records = new String(bytes, data, length, StandardCharsets.ISO_8859_1);
            namedInUtf8 |= records.contains(" path=") || records.contains(" GNU.sparse.name=");
            linkedInUtf8 |= records.contains(" linkpath=");
        }
    }

    private boolean claimsAbsolute(char type, int data, int length) {
        if (length <= 0) {
            return false;
        }
        if (type == 'L') {
            return bytes[data] == '/';
        }
        String records = new String(bytes, data, length, StandardCharsets.ISO_8859_1);
        return type != 'K' && records.contains(" path=/");
    }

    /** Octal digits, or base 256 when the first bit is set. */
    private long number(int from, int length) {
        if ((bytes[from] & 0x80) == 0) {
            return octal(bytes, from, length);
        }
        long value = 0;
        for (int i = from + length - 8; i < from + length; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }

    private static long octal(byte[] block, int from, int length) {
        long value = 0;
        boolean digits = false;
        for (int i = from; i < from + length; i++) {
            if (block[i] >= '0' && block[i] <= '7') {
                value = value * 8 + block[i] - '0';
                digits = true;
            } else if (digits || block[i] != ' ') {
                break;
            }
        }
        return digits ? value : -1;
    }
}
