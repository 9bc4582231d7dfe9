package io.restoreverifier.archive;

import io.restoreverifier.archive.Entry.Kind;
import io.restoreverifier.model.CannotTell;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** One walk over the entries of a tar archive. Used once. */
final class TarWalk {
    /** What GNU tar writes with {@code --label}: no entry at all. */
    private static final char VOLUME_LABEL = 'V';

    /** What GNU tar writes with {@code --listed-incremental}: a directory and the names it had. */
    private static final char DIRECTORY_WITH_LIST = 'D';

    private final Tally tally;

    TarWalk(Tally tally) {
        this.tally = tally;
    }

    /** Walks until the end, the visitor's word, or damage, which is thrown. */
    @SuppressWarnings("resource") // The reader closes the file; the tar stream holds nothing else.
    List<Damage> over(Layer layer) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(layer, RawNames.CHARSET);
        while (true) {
            long from = layer.position();
            layer.keep();
            TarArchiveEntry header = next(tar, layer, from);
            byte[] passed = layer.kept();
            TarHeaders headers = new TarHeaders(passed, from);
            refuseUnlessProper(headers.look(), header, layer, from + headers.at());
            if (header == null) {
                return new TarEnd().read(passed, headers.at(), layer);
            }
            if (header.getLinkFlag() == VOLUME_LABEL) {
                continue;
            }
            tally.count();
            tally.unrestored().attributes(header.getExtraPaxHeaders().keySet());
            if (!tally.show(entry(header, headers), data(tar, layer))) {
                return List.of();
            }
            if (header.getLinkFlag() == DIRECTORY_WITH_LIST) {
                // The library takes it for a plain directory, which has no data, and leaves the list of names unread.
                layer.skip((header.getSize() + TarHeaders.BLOCK - 1) / TarHeaders.BLOCK * TarHeaders.BLOCK);
            }
        }
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, Layer layer, long from)
            throws IOException {
        try {
            return tar.getNextEntry();
        } catch (DamageFound | InterruptedIOException | CannotTell e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The library lets a few exceptions of its parsers through; on hostile input all of them mean damage.
            TarHeaders.Seen seen = new TarHeaders(layer.kept(), from).look();
            throw seen == TarHeaders.Seen.BAD_CHECKSUM ? badChecksum(from) : unreadable(layer, from);
        }
    }

    private static void refuseUnlessProper(TarHeaders.Seen seen, @Nullable TarArchiveEntry header, Layer layer, long at)
            throws DamageFound {
        if (seen == TarHeaders.Seen.BAD_CHECKSUM) {
            throw badChecksum(at);
        }
        TarHeaders.Seen expected = header == null ? TarHeaders.Seen.END : TarHeaders.Seen.ENTRY;
        if (seen != expected) {
            throw unreadable(layer, at);
        }
    }

    private static DamageFound badChecksum(long at) {
        return new DamageFound(Damage.corrupt(
                "the checksum of the tar header near byte " + Quantity.number(at) + " (uncompressed) does not match"));
    }

    private static DamageFound unreadable(Layer layer, long at) {
        if (layer.ended()) {
            return new DamageFound(Damage.incomplete("it ends without an end-of-archive marker, after "
                    + Quantity.bytes(layer.position()) + " uncompressed"));
        }
        return new DamageFound(
                Damage.corrupt("the tar header near byte " + Quantity.number(at) + " (uncompressed) makes no sense"));
    }

    private static Entry entry(TarArchiveEntry header, TarHeaders headers) {
        Kind kind = kind(header);
        String name = headers.namedInUtf8() ? header.getName() : RawNames.inUtf8(header.getName());
        String claimed = headers.absolute() && !name.startsWith("/") ? "/" + name : name;
        String linked = headers.linkedInUtf8() ? header.getLinkName() : RawNames.inUtf8(header.getLinkName());
        String link = kind == Kind.SYMBOLIC_LINK || kind == Kind.HARD_LINK ? linked : "";
        long size = kind == Kind.FILE ? header.getRealSize() : 0;
        Instant modified = header.getLastModifiedTime().toInstant();
        return new Entry(kind, claimed, size, header.getMode() & 07777, modified, link);
    }

    /** By the type flag, because the library takes everything whose name ends in a slash for a directory. */
    private static Kind kind(TarArchiveEntry header) {
        return switch (header.getLinkFlag()) {
            case '1' -> Kind.HARD_LINK;
            case '2' -> Kind.SYMBOLIC_LINK;
            case '3', '4' -> Kind.DEVICE;
            case '5', DIRECTORY_WITH_LIST -> Kind.DIRECTORY;
            case '6' -> Kind.FIFO;
            // Before ustar, directories were files whose name ends in a slash.
            case 0, '0' -> header.getName().endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
            case '7', 'S' -> Kind.FILE;
            default -> Kind.OTHER;
        };
    }

    private EntryData data(InputStream tar, Layer layer) {
        return new EntryData(
                tar,
                bytes -> {
                    tally.passed(bytes);
                    // Sparse files make bytes out of nothing, which the layer beneath does not see.
                    layer.refuseBomb(tally.bytes());
                },
                () -> unreadable(layer, layer.position()));
    }
}
