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
 */
record TimeColumns(TableName table, long bytes, List<Column> columns) {

    /** More values than that in the future are plans, such as due dates; fewer may be slips of the keyboard. */
    private static final int PLANS = 10;

    /**
     * Tables of the users' own. Left out are those of extensions, of tools that keep account of migrations (a migration
     * that is run on a stale database would make it look fresh), and the canary, which has a check of its own. Partitions
     * are tables of their own here.
     */
    private static final String COLUMNS = """
        select n.nspname, c.relname, pg_relation_size(c.oid), a.attname, coalesce(b.typname, t.typname),
               exists (select from pg_index i
                       join pg_class ic on ic.oid = i.indexrelid
                       join pg_am m on m.oid = ic.relam and m.amname = 'btree'
                       where i.indrelid = c.oid and i.indkey[0] = a.attnum and i.indisvalid and i.indpred is null)
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
        join pg_namespace n on n.oid = c.relnamespace
        join pg_type t on t.oid = a.atttypid
        left join pg_type b on b.oid = t.typbasetype and t.typtype = 'd'
        where a.attnum > 0 and not a.attisdropped and a.attgenerated <> 'v'
          and coalesce(b.oid, t.oid) in ('date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype)
          and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
          and c.relname !~* '^_{0,2}(databasechangelog|schema_version|\\w*schema_migrations?|\\w*_migrations(_lock)?|doctrine_migration_versions|ar_internal_metadata|restore_verifier_canary)$'
          and not exists (select from pg_attribute r where r.attrelid = c.oid and r.attname = 'installed_rank')
          and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                          and d.deptype = 'e')
        order by 1, 2, a.attnum\
        """;

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

    static List<TimeColumns> of(Connection connection) throws SQLException {
        List<TimeColumns> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COLUMNS)) {
            while (row.next()) {
                TableName table = new TableName(row.getString(1), row.getString(2));
                List<Column> columns = new ArrayList<>();
                if (!tables.isEmpty() && tables.get(tables.size() - 1).table().equals(table)) {
                    columns.addAll(tables.remove(tables.size() - 1).columns());
                }
                columns.add(new Column(row.getString(4), row.getString(5), row.getBoolean(6)));
                tables.add(new TimeColumns(table, row.getLong(3), columns));
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
                ResultSet row = statement.executeQuery(sql(now.plus(NewestDataCheck.TOLERATED_FUTURE), zone))) {
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

    private String sql(Instant limit, ZoneId zone) {
        List<String> asked = new ArrayList<>();
        boolean cheap = isCheap();
        for (Column column : columns) {
            String name = TableName.quoted(column.name());
            String end = literal(column, limit, zone);
            String past = name + " <= " + end + " and " + name + " > '-infinity'";
            String future = name + " > " + end;
            String from = " from only " + table.quoted() + " where ";
            asked.add(
                    cheap
                            ? "extract(epoch from (select " + name + from + past + " order by " + name
                                    + " desc limit 1)), (select count(*) from (select" + from + future + " limit "
                                    + (PLANS + 1) + ") plans)"
                            : "extract(epoch from max(" + name + ") filter (where " + past
                                    + ")), count(*) filter (where " + future + ")");
        }
        return "select " + String.join(", ", asked) + (cheap ? "" : " from only " + table.quoted());
    }

    private static String literal(Column column, Instant limit, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(limit, zone);
        return switch (column.type()) {
            case "date" -> "date '" + local.toLocalDate() + "'";
            case "timestamp" -> "timestamp '" + local + "'";
            default -> "timestamptz '" + limit + "'";
        };
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
