package io.restoreverifier.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Builds archives for tests, hostile ones too. */
public final class Tarball {
    /** The time of every entry. */
    public static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());

    public Tarball() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    public Tarball longNamesAsGnu() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        return this;
    }

    public Tarball file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8), 0644);
    }

    public Tarball file(String name, byte[] content, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        entry.setMode(mode);
        return put(entry, content);
    }

    public Tarball directory(String name, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name, (byte) '5', true);
        entry.setMode(mode);
        return put(entry, new byte[0]);
    }

    public Tarball symbolicLink(String name, String target) {
        return special(name, '2', target);
    }

    public Tarball hardLink(String name, String target) {
        return special(name, '1', target);
    }

    /** Any type flag, without data. */
    public Tarball special(String name, char type, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, (byte) type, true);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    private Tarball put(TarArchiveEntry entry, byte[] content) {
        try {
            entry.setModTime(TIME.toEpochMilli());
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] tar() {
        try {
            tar.finish();
            tar.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] gzip() {
        return gzip(tar());
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** A header with its checksum made right. */
    public static byte[] sealed(byte[] header) {
        byte[] sealed = header.clone();
        Arrays.fill(sealed, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : sealed) {
            sum += b & 0xff;
        }
        byte[] digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, sealed, 148, 8);
        return sealed;
    }

    public static Path write(Path folder, byte[] content) {
        try {
            Path file = folder.resolve("archive");
            // Some file systems flush a file that is truncated and written again; thousands of times that is slow.
            Files.deleteIfExists(file);
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
