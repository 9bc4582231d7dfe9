package io.restoreverifier.archive;

import io.restoreverifier.archive.Entry.Kind;
import io.restoreverifier.model.CannotTell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Enumeration;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * One walk over the entries of a zip archive, as its directory at the end lists them: what that does not list, no tool
 * would unpack. Each file is held against its checksum. Used once.
 */
final class ZipWalk {
    /** The directory is kept in memory, with about half a kilobyte for each entry. */
    static final int MOST_ENTRIES = 200_000;

    private static final int LONGEST_LINK = 4096;
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;
    private static final int FILE = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int PIPE = 0010000;

    private final Limits limits;
    private final EntryVisitor visitor;
    private final LongConsumer progress;
    private long entries;
    private long bytes;
    private long compressed;
    private long size;
    private boolean stopped;

    ZipWalk(Limits limits, EntryVisitor visitor, LongConsumer progress) {
        this.limits = limits;
        this.visitor = visitor;
        this.progress = progress;
    }

    long entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }

    boolean stopped() {
        return stopped;
    }

    /** Walks until the end, the visitor's word, or damage, which is thrown. */
    List<Damage> over(Path file) throws IOException {
        try (OwnChannel channel = OwnChannel.open(file);
                ZipFile zip = open(channel)) {
            size = channel.size();
            refuseTooMany(zip);
            Enumeration<ZipArchiveEntry> all = zip.getEntriesInPhysicalOrder();
            while (all.hasMoreElements() && !stopped) {
                show(zip, all.nextElement());
            }
            return List.of();
        }
    }

    private static ZipFile open(OwnChannel channel) throws IOException {
        try {
            return ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setCharset(StandardCharsets.UTF_8)
                    .get();
        } catch (InterruptedIOException | CannotTell e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The directory is the last that is written.
            throw new DamageFound(Damage.incomplete("it has no directory of its entries at its end, or a broken one"));
        }
    }

    private void refuseTooMany(ZipFile zip) throws DamageFound {
        int count = 0;
        for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); all.nextElement()) {
            count++;
        }
        if (count > MOST_ENTRIES || count > limits.entries()) {
            throw new DamageFound(Damage.bomb(
                    "it holds more than " + Quantity.of(Math.min(MOST_ENTRIES, limits.entries()), "entry", "entries")));
        }
    }

    private void show(ZipFile zip, ZipArchiveEntry header) throws IOException {
        if (!zip.canReadEntryData(header)) {
            throw new DamageFound(Damage.unreadable(
                    header.getGeneralPurposeBit().usesEncryption()
                            ? "it is encrypted"
                            : "it is compressed in a rare way"));
        }
        entries++;
        compressed += Math.max(0, header.getCompressedSize());
        Kind kind = kind(header);
        String link = kind == Kind.SYMBOLIC_LINK ? link(zip, header) : "";
        Entry entry = new Entry(
                kind,
                header.getName(),
                kind == Kind.FILE ? header.getSize() : 0,
                mode(header, kind),
                Instant.ofEpochMilli(header.getTime()),
                link);
        if (kind == Kind.FILE) {
            file(zip, header, entry);
        } else {
            stopped = !visitor.visit(entry, new ByteArrayInputStream(new byte[0]));
        }
        progress.accept(Math.min(compressed, size));
    }

    private void file(ZipFile zip, ZipArchiveEntry header, Entry entry) throws IOException {
        try (InputStream content = content(zip, header);
                ZipData data = new ZipData(content, header, this::count)) {
            stopped = !visitor.visit(entry, data);
            byte[] buffer = new byte[8192];
            while (!stopped && data.read(buffer, 0, buffer.length) >= 0) {
                // The data counts also when nobody wants it.
            }
        }
    }

    private static InputStream content(ZipFile zip, ZipArchiveEntry header) throws IOException {
        try {
            return zip.getInputStream(header);
        } catch (InterruptedIOException | CannotTell e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw ZipData.damaged(header);
        }
    }

    private void count(int more) throws DamageFound {
        bytes += more;
        // What the directory says of compressed sizes may be a lie.
        limits.refuseBomb(bytes, Math.max(1, Math.min(compressed, size)));
    }

    private String link(ZipFile zip, ZipArchiveEntry header) throws IOException {
        if (header.getSize() > LONGEST_LINK) {
            throw new DamageFound(Damage.corrupt("a symbolic link in it is longer than any can be"));
        }
        try (InputStream content = content(zip, header);
                ZipData data = new ZipData(content, header, this::count)) {
            return new String(data.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Kind kind(ZipArchiveEntry header) {
        int type = header.getUnixMode() & TYPE;
        if (type == LINK) {
            return Kind.SYMBOLIC_LINK;
        }
        if (header.isDirectory() || type == DIRECTORY) {
            return Kind.DIRECTORY;
        }
        if (type == PIPE) {
            return Kind.FIFO;
        }
        return type == 0 || type == FILE ? Kind.FILE : Kind.DEVICE;
    }

    /** What was packed elsewhere than on Unix has no permissions. */
    private static int mode(ZipArchiveEntry header, Kind kind) {
        int mode = header.getUnixMode() & 07777;
        if (mode != 0) {
            return mode;
        }
        return kind == Kind.DIRECTORY ? 0755 : 0644;
    }
}
