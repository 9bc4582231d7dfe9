package io.restoreverifier.dump;

import io.restoreverifier.archive.Quantity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What one file of a binary log of MariaDB or MySQL says of itself while it passes: whether its events are whole and hold against
 * their checksums, and when the last of them was (format 4; the events' header as in MariaDB's {@code sql/log_event.h}). Used once.
 */
public final class BinlogScan {
    private static final int MAGIC = 4;
    private static final int HEADER = 19;
    private static final int CRC = 4;
    private static final int FORMAT_DESCRIPTION = 15;
    private static final int TYPE = 4;
    private static final int LENGTH = 9;
    /** At the end of a format description stand the kind of checksum and a checksum. */
    private static final int ALGORITHM = 1 + CRC;

    private static final byte[] BEGIN = {(byte) 0xfe, 'b', 'i', 'n'};

    private final byte[] head = new byte[HEADER];
    private final byte[] tail = new byte[ALGORITHM];
    private final CRC32 crc = new CRC32();
    private int inHead;
    private long left;
    private long length;
    private long position;
    private boolean begun;
    private boolean checksums;
    private Optional<Instant> last = Optional.empty();
    private Optional<String> damage = Optional.empty();

    /** Some bytes of it, in their order. */
    public void take(byte[] bytes, int length) {
        int at = 0;
        while (at < length && damage.isEmpty()) {
            at += begun ? event(bytes, at, length) : magic(bytes, at, length);
        }
        position += length;
    }

    /** Whether it begins as such a file does. */
    public boolean isOne() {
        return begun;
    }

    /** Of the last event; empty when there is none. */
    public Optional<Instant> last() {
        return last;
    }

    /** Where it is damaged, to go on from its name; empty when it is not, as far as can be told. */
    public Optional<String> damage() {
        return damage;
    }

    /** Whether it ends between two events. */
    public boolean isWhole() {
        return begun && damage.isEmpty() && inHead == 0 && left == 0;
    }

    private int magic(byte[] bytes, int at, int end) {
        int n = Math.min(MAGIC - inHead, end - at);
        System.arraycopy(bytes, at, head, inHead, n);
        inHead += n;
        if (inHead == MAGIC) {
            begun = Arrays.equals(head, 0, MAGIC, BEGIN, 0, MAGIC);
            inHead = 0;
            if (!begun) {
                damage = Optional.of("is no binary log");
            }
        }
        return n;
    }

    private int event(byte[] bytes, int at, int end) {
        if (left == 0) {
            return header(bytes, at, end);
        }
        int n = (int) Math.min(left, end - at);
        // The checksum itself is the end of the event, and is not part of what it is over.
        long covered = Math.max(0, Math.min(n, left - CRC));
        crc.update(bytes, at, (int) covered);
        keepTail(bytes, at, n);
        left -= n;
        if (left == 0) {
            ended(position + at + n);
        }
        return n;
    }

    private int header(byte[] bytes, int at, int end) {
        int n = Math.min(HEADER - inHead, end - at);
        System.arraycopy(bytes, at, head, inHead, n);
        inHead += n;
        if (inHead == HEADER) {
            length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(LENGTH) & 0xffffffffL;
            left = length - HEADER;
            inHead = 0;
            crc.reset();
            crc.update(head, 0, HEADER);
            if (left <= CRC) {
                damage = Optional.of("has no event at byte " + Quantity.number(position + at + n - HEADER));
            }
        }
        return n;
    }

    private void keepTail(byte[] bytes, int at, int n) {
        int kept = Math.min(n, tail.length);
        System.arraycopy(tail, kept, tail, 0, tail.length - kept);
        System.arraycopy(bytes, at + n - kept, tail, tail.length - kept, kept);
    }

    private void ended(long end) {
        int type = head[TYPE] & 0xff;
        if (type == FORMAT_DESCRIPTION) {
            checksums = tail[0] == 1;
            // A server that still writes to the file has a mark in this one, which its checksum does not cover.
        } else if (checksums) {
            long expected =
                    ByteBuffer.wrap(tail, 1, CRC).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffffffffL;
            if (expected != crc.getValue()) {
                damage = Optional.of("has an event at byte " + Quantity.number(end - length)
                        + " that does not hold against its checksum");
                return;
            }
        }
        long seconds = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffffffffL;
        if (seconds > 0) {
            last = Optional.of(Instant.ofEpochSecond(seconds));
        }
    }
}
