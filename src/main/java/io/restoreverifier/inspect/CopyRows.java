package io.restoreverifier.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Counts the rows of a COPY command's data: COPY's text format writes a line feed after each row and never within one
 * (PostgreSQL manual, COPY, "Text Format"). pg_dump ends them with a mark.
 */
final class CopyRows {
    private static final byte[] MARK = "\\.\n\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LINES_OF_MARK = 3;

    private final byte[] last = new byte[MARK.length];
    private long lines;

    void take(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                lines++;
            }
        }
        int kept = Math.min(length, last.length);
        System.arraycopy(last, kept, last, 0, last.length - kept);
        System.arraycopy(bytes, offset + length - kept, last, last.length - kept, kept);
    }

    /** The rows; empty when the data do not end as those of a COPY must. */
    Optional<Long> rows() {
        return Arrays.equals(last, MARK) ? Optional.of(lines - LINES_OF_MARK) : Optional.empty();
    }
}
