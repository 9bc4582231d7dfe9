package io.restoreverifier.restore;

import io.restoreverifier.archive.DamageFound;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.InnerFile;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.TarRelay;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of archived WAL on its way into a sandbox: as it lies, or uncompressed where its content is compressed, whatever it is called.
 * How long a compressed segment is tells its first page: see PostgreSQL's {@code xlog_internal.h}, XLogLongPageHeaderData.
 */
final class WalMember {
    private static final int LONG_HEADER = 40;
    private static final int SEGMENT_SIZE = 32;
    private static final int LONGEST_HISTORY = 1 << 16;
    private static final int LEAST = 1 << 20;
    private static final int MOST = 1 << 30;

    private final String name;
    private long bytes;

    /** @param name of the file in the archive, for people */
    WalMember(String name) {
        this.name = name;
    }

    /** How long it is uncompressed. */
    long bytes() {
        return bytes;
    }

    /**
     * Passes it on under a name.
     *
     * @return what is wrong with its compression; then what was passed on is of no use
     * @throws IOException as thrown by {@code data} where it is not compressed
     */
    Optional<Finding> pass(TarRelay relay, String place, Entry entry, InputStream data) throws IOException {
        byte[] head = data.readNBytes(Wrapping.HEAD);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), data);
        bytes = entry.bytes();
        if (bytes == 0) {
            return Optional.of(wrong(FindingCode.ARTIFACT_INCOMPLETE, "it is empty"));
        }
        if (Wrapping.of(head) == Wrapping.NONE) {
            relay.file(place, bytes, whole);
            return Optional.empty();
        }
        try (InputStream content = InnerFile.uncompressed(whole, Limits.READ_THROUGH)) {
            return place.endsWith(".history") ? history(relay, place, content) : segment(relay, place, content);
        } catch (DamageFound e) {
            return Optional.of(damaged(e));
        }
    }

    private Optional<Finding> history(TarRelay relay, String place, InputStream content) throws IOException {
        byte[] text = content.readNBytes(LONGEST_HISTORY);
        relay.file(place, text.length, new ByteArrayInputStream(text));
        return Optional.empty();
    }

    private Optional<Finding> segment(TarRelay relay, String place, InputStream content) throws IOException {
        byte[] head = content.readNBytes(LONG_HEADER);
        bytes = segmentBytes(head);
        if (bytes == 0) {
            return Optional.of(wrong(FindingCode.ARTIFACT_CORRUPT, "what it uncompresses to is no WAL segment"));
        }
        Exactly exactly = new Exactly(new SequenceInputStream(new ByteArrayInputStream(head), content), bytes);
        relay.file(place, bytes, exactly);
        if (exactly.damage != null) {
            return Optional.of(damaged(exactly.damage));
        }
        if (exactly.lacking > 0) {
            return Optional.of(wrong(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "it uncompresses to " + (bytes - exactly.lacking) + " bytes, expected " + bytes));
        }
        return content.read() < 0
                ? Optional.empty()
                : Optional.of(wrong(FindingCode.ARTIFACT_CORRUPT, "it uncompresses to more than " + bytes + " bytes"));
    }

    /** 0 when it is none. In the byte order of the server. */
    private static long segmentBytes(byte[] head) {
        if (head.length < LONG_HEADER) {
            return 0;
        }
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            int size = ByteBuffer.wrap(head).order(order).getInt(SEGMENT_SIZE);
            if (size >= LEAST && size <= MOST && Integer.bitCount(size) == 1) {
                return size;
            }
        }
        return 0;
    }

    private Finding damaged(DamageFound e) {
        return wrong(e.damage().code(), e.damage().message());
    }

    private Finding wrong(FindingCode code, String what) {
        return Finding.error(
                code,
                Stage.RESTORE,
                name,
                name + ": " + what,
                "archive it again from the server if that still has it; else take a new base backup");
    }

    /** So many bytes in any case, since they were promised: what is lacking is zeros, and told. */
    private static final class Exactly extends InputStream {
        private final InputStream content;
        private long left;
        private long lacking;
        private @Nullable DamageFound damage;

        Exactly(InputStream content, long bytes) {
            this.content = content;
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int wanted = (int) Math.min(length, left);
            if (wanted == 0) {
                return length == 0 ? 0 : -1;
            }
            int n = damage == null && lacking == 0 ? content(buffer, offset, wanted) : -1;
            if (n < 0) {
                Arrays.fill(buffer, offset, offset + wanted, (byte) 0);
                lacking += wanted;
                n = wanted;
            }
            left -= n;
            return n;
        }

        private int content(byte[] buffer, int offset, int length) throws IOException {
            try {
                return content.read(buffer, offset, length);
            } catch (DamageFound e) {
                damage = e;
                return -1;
            }
        }
    }
}
