package io.restoreverifier.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one table that hold a time, and how all of them are asked in one pass.
 *
 * @param bytes of the table, without its indexes
 * @param sql how its server is asked
 */
record TimeColumns(TableName table, long bytes, List<Column> columns, TimeSql sql) {

    /** More values than that in the future are plans, such as due dates; fewer may be slips of the keyboard. */
    static final int PLANS = 10;

    TimeColumns {
        columns = List.copyOf(columns);
    }

    /**
     * @param type {@code date}, {@code timestamp} or {@code timestamptz}
     * @param indexed whether its newest value can be had without reading the table
     */
    record Column(String name, String type, boolean indexed) {
        boolean isDate() {
            return type.equals("date");
        }
    }

    /** The newest value of a column that is not in the future; a date stands for its end, or for now when that is today. */
    record Newest(TableName table, Column column, Instant at) {
        @Override
        public String toString() {
            return table + "." + column.name();
        }
    }

    /**
     * What a table has to say.
     *
     * @param plans how many columns were left out, since what they hold are plans
     */
    record Answer(List<Newest> newest, int plans) {}

    static List<TimeColumns> of(Connection connection, TimeSql sql) throws SQLException {
        List<TimeColumns> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.columns())) {
            while (row.next()) {
                TableName table = new TableName(row.getString(1), row.getString(2));
                List<Column> columns = new ArrayList<>();
                if (!tables.isEmpty() && tables.get(tables.size() - 1).table().equals(table)) {
                    columns.addAll(tables.remove(tables.size() - 1).columns());
                }
                columns.add(new Column(row.getString(4), row.getString(5), row.getBoolean(6)));
                tables.add(new TimeColumns(table, row.getLong(3), columns, sql));
            }
        }
        return tables;
    }

    /** Whether the answer takes no reading of the table. */
    boolean isCheap() {
        return columns.stream().allMatch(Column::indexed);
    }

    /** Asks all columns at once. */
    Answer ask(Connection connection, Instant now, ZoneId zone) throws SQLException {
        List<Newest> newest = new ArrayList<>();
        int plans = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(sql.newest(this, now.plus(NewestDataCheck.TOLERATED_FUTURE), zone))) {
            row.next();
            for (int i = 0; i < columns.size(); i++) {
                @Nullable BigDecimal epoch = row.getBigDecimal(2 * i + 1);
                if (row.getLong(2 * i + 2) > PLANS) {
                    plans++;
                } else if (epoch != null) {
                    newest.add(new Newest(table, columns.get(i), instant(columns.get(i), epoch, now, zone)));
                }
            }
        }
        return new Answer(newest, plans);
    }

    /** From seconds since 1970, in UTC or, where the column knows no zone, by the clock on the wall. */
    private static Instant instant(Column column, BigDecimal epoch, Instant now, ZoneId zone) {
        BigDecimal seconds = epoch.setScale(0, RoundingMode.FLOOR);
        int nanos = epoch.subtract(seconds).movePointRight(9).intValue();
        Instant utc = Instant.ofEpochSecond(seconds.longValue(), nanos);
        if (column.type().equals("timestamptz")) {
            return utc;
        }
        LocalDateTime local = LocalDateTime.ofInstant(utc, ZoneOffset.UTC);
        return column.isDate()
                ? NewestDataCheck.lastMomentOf(local.toLocalDate(), now, zone)
                : local.atZone(zone).toInstant();
    }
}
