package io.restoreverifier.archive;

import io.restoreverifier.archive.Entry.Kind;
import io.restoreverifier.model.CannotTell;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the entries of a cpio archive: of System V ({@code newc}, {@code crc}), of POSIX ({@code odc}), and the old
 * binary one. Used once. Layout: {@code cpio(5)}.
 */
final class CpioWalk {
    private final Tally tally;
    private final CpioLinks links;

    CpioWalk(Limits limits, Tally tally) {
        this.tally = tally;
        this.links = new CpioLinks(limits);
    }

    /** Walks until the end, the visitor's word, or damage, which is thrown. */
    @SuppressWarnings("resource") // The reader closes the file; the stream of entries holds nothing else.
    List<Damage> over(Layer layer) throws IOException {
        // Blocks of one byte: what follows the end is looked at here, and not read over by the library.
        CpioArchiveInputStream cpio = new CpioArchiveInputStream(layer, 1, RawNames.CHARSET);
        while (true) {
            CpioArchiveEntry header = next(cpio, layer);
            if (header == null) {
                return showAll(links.empty()) ? end(layer) : List.of();
            }
            if (!show(header, data(cpio, layer))) {
                return List.of();
            }
        }
    }

    private boolean show(CpioArchiveEntry header, EntryData data) throws IOException {
        Kind kind = UnixMode.kind((int) header.getMode());
        String link = kind == Kind.SYMBOLIC_LINK ? link(header, data) : "";
        long bytes = kind == Kind.FILE ? header.getSize() : 0;
        Instant modified = Instant.ofEpochSecond(header.getTime());
        int mode = UnixMode.permissions((int) header.getMode());
        Entry entry = new Entry(kind, RawNames.inUtf8(header.getName()), bytes, mode, modified, link);
        boolean oneOfSeveral = kind == Kind.FILE && CpioLinks.isName(header);
        if (oneOfSeveral && bytes == 0) {
            return showAll(links.withoutData(header, entry));
        }
        tally.count();
        return tally.show(entry, data) && (!oneOfSeveral || showAll(links.withData(header, entry)));
    }

    private boolean showAll(List<Entry> entries) throws IOException {
        for (Entry entry : entries) {
            tally.count();
            if (!tally.show(entry)) {
                return false;
            }
        }
        return true;
    }

    private static String link(CpioArchiveEntry header, EntryData data) throws IOException {
        LinkTarget.requirePossible(header.getSize());
        byte[] target = data.readNBytes((int) header.getSize());
        if (header.getFormat() == CpioConstants.FORMAT_NEW_CRC) {
            // GNU cpio writes none for links, and the library would hold the target against it.
            header.setChksum(sum(target));
        }
        return new String(target, StandardCharsets.UTF_8);
    }

    private static long sum(byte[] bytes) {
        long sum = 0;
        for (byte b : bytes) {
            sum += b & 0xff;
        }
        return sum;
    }

    /** Reads what follows the last entry: zeros that fill up a block, and the end of the compression. */
    private static List<Damage> end(Layer layer) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = layer.read(buffer, 0, buffer.length); n >= 0; n = layer.read(buffer, 0, buffer.length)) {
            if (!Zeros.only(buffer, 0, n)) {
                return List.of(Damage.corrupt("data follows its last entry, which every unpacker would lose"));
            }
        }
        return List.of();
    }

    private static @Nullable CpioArchiveEntry next(CpioArchiveInputStream cpio, Layer layer) throws IOException {
        long from = layer.position();
        layer.keep();
        try {
            CpioArchiveEntry header = cpio.getNextEntry();
            layer.kept();
            return header;
        } catch (DamageFound | InterruptedIOException | CannotTell e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw unreadable(
                    layer, "the cpio header near byte " + Quantity.number(from) + " (uncompressed) makes no sense");
        }
    }

    private static DamageFound unreadable(Layer layer, String corrupt) {
        if (layer.ended()) {
            return new DamageFound(Damage.incomplete(
                    "it ends before its last entry, after " + Quantity.bytes(layer.position()) + " uncompressed"));
        }
        return new DamageFound(Damage.corrupt(corrupt));
    }

    private EntryData data(InputStream cpio, Layer layer) {
        return new EntryData(
                cpio,
                tally::passed,
                () -> unreadable(
                        layer,
                        "the data before byte " + Quantity.number(layer.position())
                                + " (uncompressed) does not match the checksum of its entry"));
    }
}
