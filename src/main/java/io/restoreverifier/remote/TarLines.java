package io.restoreverifier.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a listing by {@code tar}, which is told to write dots while it passes over a long file: so its silence means that
 * nothing comes of the archive. Closing it closes the stream.
 */
final class TarLines implements AutoCloseable {
    /** One dot for each ten MiB. */
    static final List<String> OPTIONS =
            List.of("--list", "--verbose", "--numeric-owner", "--checkpoint=1000", "--checkpoint-action=dot");

    /** No file can be made by a name of that length. */
    private static final int LONGEST = 1 << 16;

    private final Reader in;

    TarLines(InputStream listing) {
        in = new BufferedReader(new InputStreamReader(listing, StandardCharsets.UTF_8));
    }

    /**
     * @return empty at the end; a line that is too long comes cut off
     * @throws InterruptedIOException when this thread is interrupted, of which it stays so
     */
    Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while an archive was listed");
            }
            boolean ended = c == '\n' && line.length() > 0;
            if (ended || line.length() >= LONGEST) {
                return Optional.of(line.toString());
            }
            boolean passing = c == '\n' || c == '.';
            if (!passing || line.length() > 0) {
                line.append((char) c);
            }
        }
        return line.length() == 0 ? Optional.empty() : Optional.of(line.toString());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
