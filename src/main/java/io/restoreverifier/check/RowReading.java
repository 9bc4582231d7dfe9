package io.restoreverifier.check;

import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.rows.RowDigester;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads stored rows as pg_dump would: with its settings, its columns and its encoding, so that what is digested is what a
 * dump would hold.
 */
final class RowReading {
    /** What pg_dump sets, and what it leaves as it is on most servers; moments are written alike by the digester. */
    private static final String SESSION = """
            set datestyle = iso; set intervalstyle = postgres; set extra_float_digits = 3; set bytea_output = hex;
            set row_security = off; set search_path = ''; set quote_all_identifiers = off; set timezone = 'UTC'""";

    private static final int PAGE = 8192;

    /** A table is read over several connections at once in parts of so many pages. */
    private static final long PAGES_OF_PART = 8192;

    /** The first version that finds rows by their place without reading the whole table. */
    private static final int FINDS_BY_PLACE = 14;

    private final RestoredPostgresql database;
    private final String encoding;

    /** @param encoding that the rows are to be written in */
    RowReading(RestoredPostgresql database, String encoding) {
        this.database = database;
        this.encoding = encoding;
    }

    /**
     * Something to read in one go.
     *
     * @param sql what stands between COPY and TO
     * @param bytes about how much there is to read
     */
    record Part(StoredTable table, String sql, long bytes) {}

    /** The parts of a table, none of which must be left out. */
    List<Part> parts(StoredTable table, String columns) {
        long pages = table.bytes() / PAGE;
        String list = columns.isEmpty() ? "" : columns.substring(1, columns.length() - 1);
        String from = " from only " + table.name().quoted() + " ";
        if (!table.condition().isEmpty()) {
            return List.of(new Part(table, "(select " + list + from + table.condition() + ")", table.bytes()));
        }
        if (pages <= PAGES_OF_PART || columns.isEmpty() || !table.heap() || major() < FINDS_BY_PLACE) {
            return List.of(new Part(table, table.name().quoted() + " " + columns, table.bytes()));
        }
        List<Part> parts = new ArrayList<>();
        for (long page = 0; page < pages; page += PAGES_OF_PART) {
            boolean last = page + PAGES_OF_PART >= pages;
            String range = "where ctid >= '(" + page + ",0)'"
                    + (last ? "" : " and ctid < '(" + (page + PAGES_OF_PART) + ",0)'");
            parts.add(new Part(table, "(select " + list + from + range + ")", PAGE * PAGES_OF_PART));
        }
        return parts;
    }

    /** The digest of a part. */
    RowDigest read(Part part, Connection connection) throws SQLException {
        return read(part, connection, "");
    }

    /** The same with a further setting. */
    RowDigest read(Part part, Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION + setting);
        }
        RowDigester digester = new RowDigester();
        String command = "copy " + part.sql() + " to stdout with (encoding '" + encoding + "')";
        database.copyOut(connection, command, digester::take);
        return digester.digest();
    }

    /** The rows of a table, uncompared. */
    static RowDigest count(StoredTable table, Connection connection) throws SQLException {
        return new RowDigest(RowsCheck.count(connection, table.name().quoted()), 0, 0);
    }

    private int major() {
        return major(database.serverVersion()).orElse(0);
    }

    /** Of a version such as {@code 15.18 (Debian ...)}. */
    static Optional<Integer> major(String version) {
        String digits = version.replaceFirst("^(\\d{1,3}).*$", "$1");
        return digits.matches("\\d{1,3}") ? Optional.of(Integer.parseInt(digits)) : Optional.empty();
    }
}
