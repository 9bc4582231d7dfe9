package io.restoreverifier.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A stream of mariadb-backup: chunks of several files by turns, each chunk under a CRC-32 of its own, as {@code mbstream}
 * takes it apart (MariaDB's {@code extra/mariabackup/xbstream_read.cc}). Read in sequence, and never trusted. Used once.
 */
public final class XbStream {
    private static final byte[] MAGIC = "XBSTCK01".getBytes(StandardCharsets.US_ASCII);
    /** After the magic: flags, the type of the chunk, the length of the name. */
    private static final int HEAD = 6;

    private static final int LENGTHS = 8 + 8 + 4;
    private static final int LONGEST_NAME = 4096;
    private static final int MOST_FILES = 5_000_000;

    private final InputStream in;
    private final Visitor visitor;
    private final EntryRules rules = new EntryRules(Limits.READ_THROUGH, 0);
    private final Map<String, Long> open = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final byte[] buffer = new byte[1 << 16];
    private long position;

    private XbStream(InputStream in, Visitor visitor) {
        this.in = in;
        this.visitor = visitor;
    }

    /** Hears what passes, in order; the pieces of one file come in order, those of several by turns. */
    public interface Visitor {

        /** A file begins. */
        default void begin(String path) {}

        /** Some bytes of a file; they are another's after the call. */
        void piece(String path, byte[] bytes, int length) throws IOException;

        /** A file that is whole. */
        default void end(String path, long bytes) {}

        /** A name that must not be unpacked, with the reason. */
        default void refused(String name, String reason) {}
    }

    /**
     * Reads to the end.
     *
     * @throws DamageFound when it is cut off, or a chunk does not hold against its checksum
     * @throws IOException as thrown by the stream and by the visitor
     */
    public static void read(InputStream in, Visitor visitor) throws IOException {
        XbStream stream = new XbStream(in, visitor);
        while (stream.chunk()) {
            // Each chunk tells where the next begins.
        }
        if (!stream.open.isEmpty()) {
            throw new DamageFound(Damage.incomplete("the stream ends within "
                    + SafeName.shown(stream.open.keySet().iterator().next())
                    + (stream.open.size() == 1 ? "" : " and " + (stream.open.size() - 1) + " more files")));
        }
    }

    private boolean chunk() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        ByteBuffer head = ByteBuffer.wrap(exactly(MAGIC.length - 1 + HEAD)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length - 1];
        head.get(magic);
        if (first != MAGIC[0] || !Arrays.equals(magic, 0, magic.length, MAGIC, 1, MAGIC.length)) {
            throw corrupt("no chunk begins at byte " + Quantity.number(position));
        }
        position++;
        head.get();
        char type = (char) (head.get() & 0xff);
        int length = head.getInt();
        if (length <= 0 || length > LONGEST_NAME || type != 'P' && type != 'E') {
            throw corrupt("the head of the chunk before byte " + Quantity.number(position) + " makes no sense");
        }
        String path = new String(exactly(length), StandardCharsets.UTF_8);
        if (type == 'E') {
            end(path);
        } else {
            payload(path);
        }
        return true;
    }

    private void end(String path) throws IOException {
        Long bytes = open.remove(path);
        if (bytes == null) {
            judge(path);
        }
        if (ended.size() < MOST_FILES) {
            ended.add(path);
        }
        visitor.end(path, bytes == null ? 0 : bytes);
    }

    private void payload(String path) throws IOException {
        ByteBuffer lengths = ByteBuffer.wrap(exactly(LENGTHS)).order(ByteOrder.LITTLE_ENDIAN);
        long left = lengths.getLong();
        long offset = lengths.getLong();
        long expected = lengths.getInt() & 0xffffffffL;
        if (!open.containsKey(path)) {
            judge(path);
            open.put(path, 0L);
        }
        long before = open.getOrDefault(path, 0L);
        if (left < 0 || offset != before) {
            throw corrupt("a chunk of " + SafeName.shown(path) + " is for its byte " + Quantity.number(offset)
                    + ", expected " + Quantity.number(before));
        }
        open.put(path, before + left);
        CRC32 crc = new CRC32();
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw cutOff();
            }
            crc.update(buffer, 0, n);
            visitor.piece(path, buffer, n);
            position += n;
            left -= n;
        }
        if (crc.getValue() != expected) {
            throw corrupt("a chunk of " + SafeName.shown(path) + " before byte " + Quantity.number(position)
                    + " does not hold against its checksum");
        }
    }

    private void judge(String path) throws IOException {
        if (ended.contains(path)) {
            throw corrupt(SafeName.shown(path) + " comes twice");
        }
        if (rules.judge(new Entry(Entry.Kind.FILE, path, 0, 0, Instant.EPOCH, "")) instanceof Ruling.Refused refused) {
            visitor.refused(refused.name(), refused.reason());
        }
        visitor.begin(path);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw cutOff();
        }
        position += length;
        return bytes;
    }

    private DamageFound cutOff() {
        return new DamageFound(
                Damage.incomplete("the stream ends within a chunk, after byte " + Quantity.number(position)));
    }

    private static DamageFound corrupt(String message) {
        return new DamageFound(Damage.corrupt(message));
    }
}
