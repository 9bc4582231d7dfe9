package io.restoreverifier.inspect;

import io.restoreverifier.model.RowDigest;
import io.restoreverifier.rows.RowDigester;
import java.util.Optional;

/**
 * Counts and digests the rows of a COPY command's data. pg_dump ends them with a mark, a line that no row can be, and two
 * empty lines.
 */
final class CopyRows {
    private static final int LINES_AFTER_MARK = 2;

    private final RowDigester digester = new RowDigester();

    void take(byte[] bytes, int offset, int length) {
        digester.take(bytes, offset, length);
    }

    /** The rows; empty when the data do not end as those of a COPY must. */
    Optional<RowDigest> rows() {
        return digester.isBetweenRows() && digester.linesAfterMark() == LINES_AFTER_MARK
                ? Optional.of(digester.digest())
                : Optional.empty();
    }
}
