package io.restoreverifier.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Passes entries of an archive on, under names of our own, as a tar archive that a {@code tar} elsewhere unpacks: files and
 * folders that their owner alone may enter, and nothing else. For one thread; whoever made it closes it.
 */
public final class TarRelay implements AutoCloseable {
    private static final int FILE = 0600;
    private static final int FOLDER = 0700;

    private final TarArchiveOutputStream tar;
    private final byte[] buffer = new byte[1 << 16];

    /** @param out is closed with this */
    public TarRelay(OutputStream out) {
        tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    }

    /**
     * Passes a folder on.
     *
     * @throws UncheckedIOException when nobody takes it
     */
    public void folder(String name) {
        written(() -> {
            TarArchiveEntry folder = new TarArchiveEntry(name + "/");
            folder.setMode(FOLDER);
            tar.putArchiveEntry(folder);
            tar.closeArchiveEntry();
        });
    }

    /**
     * Passes a file on.
     *
     * @throws IOException as thrown by {@code data}
     * @throws UncheckedIOException when nobody takes it
     */
    public void file(String name, long bytes, InputStream data) throws IOException {
        written(() -> {
            TarArchiveEntry file = new TarArchiveEntry(name);
            file.setSize(bytes);
            file.setMode(FILE);
            tar.putArchiveEntry(file);
        });
        for (int n = data.read(buffer); n >= 0; n = data.read(buffer)) {
            int length = n;
            written(() -> tar.write(buffer, 0, length));
        }
        written(tar::closeArchiveEntry);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** Trouble of whoever takes it must not be taken for damage of the archive that it comes from. */
    private static void written(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
