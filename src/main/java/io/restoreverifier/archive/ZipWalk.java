package io.restoreverifier.archive;

import io.restoreverifier.archive.Entry.Kind;
import io.restoreverifier.archive.HeldData.Claim;
import io.restoreverifier.model.CannotTell;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Enumeration;
import java.util.List;
import java.util.OptionalLong;
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

    private final Limits limits;
    private final Tally tally;
    private final LongConsumer progress;
    private long compressed;
    private long size;

    ZipWalk(Limits limits, Tally tally, LongConsumer progress) {
        this.limits = limits;
        this.tally = tally;
        this.progress = progress;
    }

    /** Walks until the end, the visitor's word, or damage, which is thrown. */
    List<Damage> over(Path file) throws IOException {
        try (OwnChannel channel = OwnChannel.open(file);
                ZipFile zip = open(channel)) {
            size = channel.size();
            refuseTooMany(zip);
            new ZipLayout(channel).refuseTwoFaces(zip);
            Enumeration<ZipArchiveEntry> all = zip.getEntriesInPhysicalOrder();
            while (all.hasMoreElements() && !tally.stopped()) {
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
            throw Tally.tooMany(Math.min(MOST_ENTRIES, limits.entries()));
        }
    }

    private void show(ZipFile zip, ZipArchiveEntry header) throws IOException {
        if (!zip.canReadEntryData(header)) {
            throw new DamageFound(Damage.unreadable(
                    header.getGeneralPurposeBit().usesEncryption()
                            ? "it is encrypted"
                            : "it is compressed in a rare way"));
        }
        tally.count();
        compressed += Math.max(0, header.getCompressedSize());
        Kind kind = kind(header);
        String link = kind == Kind.SYMBOLIC_LINK ? link(zip, header) : "";
        Entry entry = new Entry(
                kind,
                name(header),
                kind == Kind.FILE ? header.getSize() : 0,
                UnixMode.permissions(header.getUnixMode(), kind),
                Instant.ofEpochMilli(header.getTime()),
                link);
        if (kind == Kind.FILE) {
            file(zip, header, entry);
        } else {
            tally.show(entry);
        }
        progress.accept(Math.min(compressed, size));
    }

    private void file(ZipFile zip, ZipArchiveEntry header, Entry entry) throws IOException {
        try (InputStream content = content(zip, header);
                HeldData data = new HeldData(content, claim(header), this::count)) {
            tally.show(entry, data);
        }
    }

    private static InputStream content(ZipFile zip, ZipArchiveEntry header) throws IOException {
        try {
            return zip.getInputStream(header);
        } catch (InterruptedIOException | CannotTell e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw claim(header).broken();
        }
    }

    /** The library puts a question mark for what is no UTF-8. */
    private static String name(ZipArchiveEntry header) {
        boolean asWritten = header.getNameSource() != ZipArchiveEntry.NameSource.UNICODE_EXTRA_FIELD;
        return asWritten && header.getRawName() != null
                ? new String(header.getRawName(), StandardCharsets.UTF_8)
                : header.getName();
    }

    private static Claim claim(ZipArchiveEntry header) {
        return new Claim(header.getName(), header.getSize(), OptionalLong.of(header.getCrc()));
    }

    private void count(int more) throws DamageFound {
        tally.passed(more);
        // What the directory says of compressed sizes may be a lie.
        limits.refuseBomb(tally.bytes(), Math.max(1, Math.min(compressed, size)));
    }

    private String link(ZipFile zip, ZipArchiveEntry header) throws IOException {
        LinkTarget.requirePossible(header.getSize());
        try (InputStream content = content(zip, header);
                HeldData data = new HeldData(content, claim(header), this::count)) {
            return new String(data.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Kind kind(ZipArchiveEntry header) {
        int mode = header.getUnixMode();
        if (!UnixMode.hasType(mode)) {
            return header.isDirectory() ? Kind.DIRECTORY : Kind.FILE;
        }
        Kind kind = UnixMode.kind(mode);
        return header.isDirectory() && kind != Kind.SYMBOLIC_LINK ? Kind.DIRECTORY : kind;
    }
}
