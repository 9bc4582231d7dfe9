package io.restoreverifier.check;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a manifest, one at a time. They end with a line feed, or all with NUL, as {@code sha256sum --zero} writes
 * them. A byte that is no UTF-8 becomes U+FFFD, as it does in the names of what is unpacked.
 */
final class ManifestLines {
    private static final int LOOK = 1 << 16;
    /** Longer than any path; what has longer lines is no manifest. */
    private static final int LONGEST = 1 << 16;

    private final BufferedInputStream in;
    private final boolean zero;
    private long number;

    /** @param in not closed here */
    ManifestLines(InputStream in) throws IOException {
        this.in = new BufferedInputStream(in, LOOK);
        this.in.mark(LOOK);
        byte[] head = this.in.readNBytes(LOOK);
        this.in.reset();
        this.zero = new String(head, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0;
    }

    boolean endWithZero() {
        return zero;
    }

    /** Of the line that came last, from 1. */
    long number() {
        return number;
    }

    /** Empty at the end. */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int end = zero ? 0 : '\n';
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        number++;
        for (; b >= 0 && b != end; b = in.read()) {
            if (line.size() < LONGEST) {
                line.write(b);
            }
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }
}
