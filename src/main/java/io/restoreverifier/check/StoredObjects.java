package io.restoreverifier.check;

import io.restoreverifier.model.RowDigest;
import io.restoreverifier.rows.ObjectDigester;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The large objects of a restored database, read from the catalog that holds their pages. Used once. */
final class StoredObjects {
    private static final String PAGES = """
            select m.oid, p.pageno, p.data from pg_catalog.pg_largeobject_metadata m
            left join pg_catalog.pg_largeobject p on p.loid = m.oid order by 1, 2""";

    /** A page is at most 2 KiB, or 8 with the largest blocks. */
    private static final int AT_ONCE = 500;

    private final ObjectDigester digester = new ObjectDigester();
    private final byte[] zeros;
    private final int pageBytes;
    private long position;

    private StoredObjects(int pageBytes) {
        this.pageBytes = pageBytes;
        this.zeros = new byte[pageBytes];
    }

    /** All of them, each counted as a row. */
    static RowDigest digest(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // A quarter of a block (PostgreSQL's large_object.h).
            StoredObjects objects = new StoredObjects(blockBytes(statement) / 4);
            statement.setFetchSize(AT_ONCE);
            try (ResultSet row = statement.executeQuery(PAGES)) {
                objects.read(row);
            }
            return objects.digester.digest();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static int blockBytes(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select current_setting('block_size')::int")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void read(ResultSet row) throws SQLException {
        long number = 0;
        while (row.next()) {
            if (row.getLong(1) != number) {
                end(number);
                number = row.getLong(1);
                position = 0;
                digester.begin(number);
            }
            byte[] data = row.getBytes(3);
            if (data != null) {
                page(row.getInt(2), data);
            }
        }
        end(number);
    }

    private void end(long number) {
        if (number != 0) {
            digester.end();
        }
    }

    /** Pages that were never written, and what lacks at a page's end, are read as zeros. */
    private void page(int number, byte[] data) {
        long begin = (long) number * pageBytes;
        while (position < begin) {
            int n = (int) Math.min(zeros.length, begin - position);
            digester.take(zeros, 0, n);
            position += n;
        }
        digester.take(data, 0, data.length);
        position += data.length;
    }
}
