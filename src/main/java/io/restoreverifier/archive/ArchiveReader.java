package io.restoreverifier.archive;

import io.restoreverifier.model.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads an archive once, from its first byte to its last, and trusts none of them. Stateless between calls; memory does
 * not grow with the archive.
 */
public final class ArchiveReader {
    private final Limits limits;
    private final LongConsumer progress;

    /** @param progress hears how many bytes of the file are through, each time more */
    public ArchiveReader(Limits limits, LongConsumer progress) {
        this.limits = limits;
        this.progress = progress;
    }

    /** Whether this knows how to open a format. */
    public static boolean reads(Format format) {
        return format.isArchive();
    }

    /** Whether a file begins with the header of a tar without a magic, as Unix wrote them before ustar. */
    public static boolean looksLikeOldTar(byte[] head) {
        return head.length >= TarHeaders.BLOCK && head[0] != 0 && TarHeaders.checksumHolds(head, 0);
    }

    /** Whether it begins as a cpio archive: of System V (newc, crc), of POSIX (odc), or the old binary one in either order of bytes. */
    public static boolean looksLikeCpio(byte[] head) {
        String begin = new String(head, 0, Math.min(6, head.length), StandardCharsets.ISO_8859_1);
        return List.of("070701", "070702", "070707").contains(begin)
                || begin.startsWith("\u00c7\u0071")
                || begin.startsWith("\u0071\u00c7");
    }

    /**
     * The format of a file that is known to be an archive, by how it begins; what is no other is a tar, in whatever compression.
     *
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     */
    public static Format formatOf(Path file) throws InterruptedIOException {
        byte[] head = Unwrapped.head(file);
        String begin = new String(head, StandardCharsets.ISO_8859_1);
        if (begin.startsWith("PK\3\4")) {
            return Format.ZIP;
        }
        if (begin.startsWith("7z\u00bc\u00af")) {
            return Format.SEVEN_ZIP;
        }
        return looksLikeCpio(within(file)) ? Format.CPIO : Wrapping.of(head).tar();
    }

    private static byte[] within(Path file) throws InterruptedIOException {
        try (Unwrapped content = Unwrapped.open(file, Limits.READ_THROUGH, through -> {})) {
            return content.readNBytes(Wrapping.HEAD);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // Its damage is told by whoever reads it to its end.
            return new byte[0];
        }
    }

    /**
     * Shows every entry to a visitor and tells how it went. Damage ends the reading and is part of what is returned.
     *
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     * @throws io.restoreverifier.model.CannotTell when our own disk fails, and whatever the visitor throws
     * @throws IllegalArgumentException for a format that is no archive
     */
    public Reading read(Path file, Format format, EntryVisitor visitor) throws InterruptedIOException {
        if (!reads(format)) {
            throw new IllegalArgumentException(format.label() + " is no archive");
        }
        Tally tally = new Tally(limits, visitor);
        return tally.reading(damages(() -> switch (format) {
            case ZIP -> new ZipWalk(limits, tally, progress).over(file);
            case SEVEN_ZIP -> new SevenZipWalk(limits, tally, progress).over(file);
            case CPIO -> inSequence(file, Wrapping.of(Unwrapped.head(file)), new CpioWalk(limits, tally)::over);
            // Its format says how it is wrapped: a tar may come through a pipe, which is read once.
            default -> inSequence(file, Wrapping.around(format), new TarWalk(tally)::over);
        }));
    }

    /** A walk to the end of an archive: what is wrong there, or damage, which is thrown. */
    @FunctionalInterface
    private interface Walk {
        List<Damage> run() throws IOException;
    }

    private static List<Damage> damages(Walk walk) throws InterruptedIOException {
        try {
            return walk.run();
        } catch (DamageFound found) {
            return List.of(found.damage());
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("every other IOException was turned into damage before", e);
        }
    }

    /** A walk over what comes out of the compression. */
    @FunctionalInterface
    private interface InSequence {
        List<Damage> over(Layer layer) throws IOException;
    }

    private List<Damage> inSequence(Path file, Wrapping wrapping, InSequence walk) throws IOException {
        try (OwnCopy copy = OwnCopy.open(file, progress)) {
            if (wrapping == Wrapping.NONE) {
                return walk.over(new Layer(copy.buffered(), copy::position, limits));
            }
            try (ReadAhead ahead = new ReadAhead(uncompressed(copy, wrapping), copy::position)) {
                return walk.over(new Layer(ahead, ahead::position, limits));
            }
        }
    }

    private static InputStream uncompressed(OwnCopy copy, Wrapping wrapping) throws IOException {
        try {
            return wrapping.open(copy.buffered());
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new DamageFound(Layer.ofCompression(e, copy.position()));
        }
    }
}
