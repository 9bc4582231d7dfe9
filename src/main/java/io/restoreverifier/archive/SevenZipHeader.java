package io.restoreverifier.archive;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * Looks at where a 7z archive says that its directory lies, and how large it is: the library that reads it would take that
 * much memory on the archive's word. Layout: {@code 7zFormat.txt} of the LZMA SDK, "SignatureHeader" and "HeaderStreamsInfo".
 */
final class SevenZipHeader {
    /** For 200 000 entries with names of 60 characters it takes about 30 MiB. */
    static final int MOST = 32 << 20;

    private static final int START = 32;
    private static final int ENCODED = 0x17;
    private static final int PACK_INFO = 0x06;
    private static final int SIZES = 0x09;
    private static final int CHECKSUMS = 0x0a;
    private static final int END = 0x00;
    private static final int UNPACK_INFO = 0x07;
    private static final int FOLDERS = 0x0b;
    private static final int UNPACKED_SIZES = 0x0c;
    private static final int COMPLEX = 0x10;
    private static final int ATTRIBUTES = 0x20;

    private final OwnChannel channel;

    SevenZipHeader(OwnChannel channel) {
        this.channel = channel;
    }

    /** Goes over it; leaves the channel anywhere. Whatever is wrong is thrown. */
    void refuseUnlessBounded() throws IOException {
        ByteBuffer start = read(0, (int) Math.min(START, channel.size()));
        if (start.limit() < START) {
            throw new DamageFound(Damage.incomplete("it ends within its first " + START + " bytes"));
        }
        refuseUnlessStarted(start);
        long offset = start.getLong(12);
        long size = start.getLong(20);
        refuseUnlessThere(offset, size);
        if (size > MOST) {
            throw tooLarge(size);
        }
        ByteBuffer header = read(START + offset, (int) size);
        if (header.hasRemaining() && (header.get(0) & 0xff) == ENCODED) {
            long unpacked = new Encoded(header).unpackedSize();
            if (unpacked > MOST) {
                throw tooLarge(unpacked);
            }
        }
    }

    /** It is written last, over zeros. */
    private static void refuseUnlessStarted(ByteBuffer start) throws DamageFound {
        boolean written = false;
        for (int i = 8; i < START; i++) {
            written |= start.get(i) != 0;
        }
        if (!written) {
            throw new DamageFound(Damage.incomplete("it was never finished: where its directory lies is not written"));
        }
        CRC32 checksum = new CRC32();
        checksum.update(start.array(), 12, 20);
        if ((int) checksum.getValue() != start.getInt(8)) {
            throw new DamageFound(Damage.corrupt("the checksum of its first " + START + " bytes does not match"));
        }
    }

    private void refuseUnlessThere(long offset, long size) throws IOException {
        long length = channel.size();
        if (offset < 0 || size < 0 || offset > Long.MAX_VALUE - START - size) {
            throw new DamageFound(Damage.corrupt("where its directory lies makes no sense"));
        }
        long expected = START + offset + size;
        if (expected > length) {
            throw new DamageFound(Damage.incomplete(
                    "it is " + Quantity.bytes(length) + " long, expected " + Quantity.number(expected)));
        }
        if (expected < length) {
            throw new DamageFound(Damage.corrupt("data follows its directory, which is at its end"));
        }
    }

    private static DamageFound tooLarge(long size) {
        return new DamageFound(
                Damage.bomb("its directory takes " + Quantity.bytes(size) + ", more than " + Quantity.bytes(MOST)));
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // Until it is full: a channel may give less than is asked for.
        }
        return buffer.flip();
    }

    /** A directory that is compressed itself, in one stream by one method, which is how every writer does it. */
    private static final class Encoded {
        private final ByteBuffer header;

        Encoded(ByteBuffer header) {
            this.header = header.position(1);
        }

        long unpackedSize() throws DamageFound {
            try {
                expect(PACK_INFO);
                number();
                expectNumber(1);
                packed();
                expect(UNPACK_INFO);
                expect(FOLDERS);
                expectNumber(1);
                expect(0);
                return largest(coders());
            } catch (BufferUnderflowException e) {
                throw unusual();
            }
        }

        /** Each has one stream in and one out, and each but one is bound to another. */
        private int coders() throws DamageFound {
            long coders = number();
            for (long i = 0; i < coders; i++) {
                coder();
            }
            for (long i = 1; i < coders; i++) {
                number();
                number();
            }
            return (int) coders;
        }

        private long largest(int coders) throws DamageFound {
            expect(UNPACKED_SIZES);
            long largest = 0;
            for (int i = 0; i < coders; i++) {
                long size = number();
                largest = size < 0 ? Long.MAX_VALUE : Math.max(largest, size);
            }
            return largest;
        }

        private void packed() throws DamageFound {
            int next = header.get();
            while (next == SIZES || next == CHECKSUMS) {
                if (next == SIZES) {
                    number();
                } else {
                    expect(1);
                    header.getInt();
                }
                next = header.get();
            }
            if (next != END) {
                throw unusual();
            }
        }

        private void coder() throws DamageFound {
            int flags = header.get();
            if ((flags & COMPLEX) != 0) {
                throw unusual();
            }
            skip(flags & 0xf);
            if ((flags & ATTRIBUTES) != 0) {
                skip(number());
            }
        }

        private void skip(long bytes) throws DamageFound {
            if (bytes < 0 || bytes > header.remaining()) {
                throw unusual();
            }
            header.position(header.position() + (int) bytes);
        }

        private void expect(int value) throws DamageFound {
            if (header.get() != value) {
                throw unusual();
            }
        }

        private void expectNumber(long value) throws DamageFound {
            if (number() != value) {
                throw unusual();
            }
        }

        /** As many bytes follow the first as it has leading ones; its other bits are the highest. */
        private long number() {
            int first = header.get() & 0xff;
            long value = 0;
            for (int i = 0; i < 8; i++) {
                int mask = 0x80 >> i;
                if ((first & mask) == 0) {
                    return value | ((long) (first & (mask - 1)) << (8 * i));
                }
                value |= (header.get() & 0xffL) << (8 * i);
            }
            return value;
        }

        private static DamageFound unusual() {
            return new DamageFound(Damage.unreadable("its directory is written in a rare way"));
        }
    }
}
