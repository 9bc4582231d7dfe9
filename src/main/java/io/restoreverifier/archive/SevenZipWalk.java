package io.restoreverifier.archive;

import io.restoreverifier.archive.Entry.Kind;
import io.restoreverifier.archive.HeldData.Claim;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the entries of a 7z archive, in the order in which they are compressed, so that each byte is uncompressed
 * once. Each file is held against its checksum, or with
 * others against that of their block. Used once.
 */
final class SevenZipWalk {
    /** The directory is kept in memory, with about half a kilobyte for each entry. */
    static final int MOST_ENTRIES = 200_000;

    /** For one dictionary: {@code 7z -mx=9} takes 64 MiB. */
    private static final int MEMORY_KIB = 100 << 10;

    private static final Pattern RARE = Pattern.compile("(?i)unsupported|not (yet )?supported|not implemented");

    private final Limits limits;
    private final Tally tally;
    private final LongConsumer progress;
    private long compressed;
    private long withoutChecksum;

    SevenZipWalk(Limits limits, Tally tally, LongConsumer progress) {
        this.limits = limits;
        this.tally = tally;
        this.progress = progress;
    }

    /** Walks until the end, the visitor's word, or damage, which is thrown. */
    List<Damage> over(Path file) throws IOException {
        try (OwnChannel channel = OwnChannel.open(file);
                SevenZFile archive = open(channel)) {
            refuseTooMany(archive);
            SevenZArchiveEntry header = next(archive);
            while (header != null && show(archive, header)) {
                compressed += archive.getStatisticsForCurrentEntry().getCompressedCount();
                progress.accept(compressed);
                header = next(archive);
            }
            return withoutChecksum == 0 ? List.of() : List.of(noChecksum());
        }
    }

    /** Some writers give one for each block of files; 7-Zip and p7zip give one for each file, too. */
    private Damage noChecksum() {
        return Damage.warning(
                FindingCode.CHECKSUM_MISSING,
                Quantity.of(withoutChecksum, "file", "files") + " in it have no checksum of their own",
                "put a checksum file beside it, or pack by 7z");
    }

    private static SevenZFile open(OwnChannel channel) throws IOException {
        new SevenZipHeader(channel).refuseUnlessBounded();
        channel.position(0);
        try {
            return SevenZFile.builder()
                    .setSeekableByteChannel(channel)
                    .setMaxMemoryLimitKiB(MEMORY_KIB)
                    .get();
        } catch (DamageFound | InterruptedIOException | CannotTell e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damage(e, "its directory does not match its checksum, or makes no sense");
        }
    }

    private void refuseTooMany(SevenZFile archive) throws DamageFound {
        long most = Math.min(MOST_ENTRIES, limits.entries());
        long count = 0;
        for (SevenZArchiveEntry entry : archive.getEntries()) {
            if (++count > most) {
                throw Tally.tooMany(most);
            }
            withoutChecksum += entry.hasStream() && !entry.getHasCrc() ? 1 : 0;
        }
    }

    private static @Nullable SevenZArchiveEntry next(SevenZFile archive) throws IOException {
        try {
            return archive.getNextEntry();
        } catch (DamageFound | InterruptedIOException | CannotTell e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damage(e, "a block of its compressed data cannot be begun");
        }
    }

    /** What the library's exception means: what it does not do, or damage. */
    private static DamageFound damage(Exception e, String otherwise) {
        if (e instanceof PasswordRequiredException) {
            return new DamageFound(Damage.unreadable("it is encrypted"));
        }
        if (e instanceof MemoryLimitException) {
            return new DamageFound(Damage.tooHungry());
        }
        return RARE.matcher(String.valueOf(e.getMessage())).find()
                ? new DamageFound(Damage.unreadable("it is compressed in a rare way"))
                : new DamageFound(Damage.corrupt(otherwise));
    }

    private boolean show(SevenZFile archive, SevenZArchiveEntry header) throws IOException {
        tally.count();
        Kind kind = kind(header);
        try (HeldData data = data(archive, header)) {
            String link = kind == Kind.SYMBOLIC_LINK ? link(header, data) : "";
            Entry entry = new Entry(
                    kind,
                    name(header),
                    kind == Kind.FILE ? header.getSize() : 0,
                    UnixMode.permissions(SevenZipAttributes.unixMode(header), kind),
                    header.getHasLastModifiedDate()
                            ? header.getLastModifiedTime().toInstant()
                            : Instant.EPOCH,
                    link);
            if (header.hasStream() && kind == Kind.FILE) {
                return tally.show(entry, data);
            }
            drain(header, kind, data);
            return tally.show(entry);
        }
    }

    private HeldData data(SevenZFile archive, SevenZArchiveEntry header) {
        return new HeldData(new Content(archive), claim(header), more -> {
            tally.passed(more);
            long read = compressed + archive.getStatisticsForCurrentEntry().getCompressedCount();
            limits.refuseBomb(tally.bytes(), Math.max(1, read));
        });
    }

    private static Claim claim(SevenZArchiveEntry header) {
        OptionalLong crc = header.getHasCrc() ? OptionalLong.of(header.getCrcValue()) : OptionalLong.empty();
        return new Claim(name(header), header.getSize(), crc);
    }

    private static String link(SevenZArchiveEntry header, InputStream data) throws IOException {
        LinkTarget.requirePossible(header.getSize());
        return header.hasStream() ? new String(data.readAllBytes(), StandardCharsets.UTF_8) : "";
    }

    /** What is neither file nor link may claim data all the same, which the next entry's lies behind. */
    private static void drain(SevenZArchiveEntry header, Kind kind, InputStream data) throws IOException {
        byte[] buffer = new byte[8192];
        while (header.hasStream() && kind != Kind.SYMBOLIC_LINK && data.read(buffer) >= 0) {
            // It is counted as any data is.
        }
    }

    private static String name(SevenZArchiveEntry header) {
        String name = header.getName();
        return name == null ? "" : name;
    }

    private static Kind kind(SevenZArchiveEntry header) {
        if (header.isAntiItem() || SevenZipAttributes.isReparsePoint(header)) {
            return Kind.OTHER;
        }
        int mode = SevenZipAttributes.unixMode(header);
        if (header.isDirectory() || !UnixMode.hasType(mode)) {
            return header.isDirectory() ? Kind.DIRECTORY : Kind.FILE;
        }
        return UnixMode.kind(mode);
    }

    /** The data of the entry that the library is at. */
    private static final class Content extends InputStream {
        private final SevenZFile archive;

        Content(SevenZFile archive) {
            this.archive = archive;
        }

        @Override
        public int read() throws IOException {
            return archive.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return archive.read(buffer, offset, length);
            } catch (PasswordRequiredException | MemoryLimitException e) {
                throw damage(e, "");
            }
        }
    }
}
