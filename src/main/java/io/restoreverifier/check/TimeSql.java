package io.restoreverifier.check;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a server is asked for columns of times and for their newest values.
 *
 * <p>Asked for are tables of the users' own. Left out are those of extensions, of tools that keep account of migrations (a
 * migration that is run on a stale database would make it look fresh), and the canary, which has a check of its own.
 * Partitions of PostgreSQL are tables of their own here.
 */
enum TimeSql {
    POSTGRESQL("""
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
              and c.relname !~* '%1$s'
              and not exists (select from pg_attribute r where r.attrelid = c.oid and r.attname = 'installed_rank')
              and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                              and d.deptype = 'e')
            order by 1, 2, a.attnum"""),
    /** Its `timestamp` is a moment, and its `datetime` the time on a wall. */
    MARIADB("""
            select c.table_schema, c.table_name, coalesce(t.data_length, 0), c.column_name,
                   case c.data_type when 'timestamp' then 'timestamptz' when 'datetime' then 'timestamp' else 'date' end,
                   exists (select 1 from information_schema.statistics s where s.table_schema = c.table_schema
                           and s.table_name = c.table_name and s.column_name = c.column_name and s.seq_in_index = 1
                           and s.index_type = 'BTREE')
            from information_schema.columns c
            join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
            where t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED') and c.data_type in ('date', 'datetime', 'timestamp')
              and c.table_schema %2$s
              and lower(c.table_name) not regexp '%1$s'
              and not exists (select 1 from information_schema.columns r where r.table_schema = c.table_schema
                              and r.table_name = c.table_name and r.column_name = 'installed_rank')
            order by 1, 2, c.ordinal_position"""),
    /** It has no types for times: columns that say by their declared type that they hold one. */
    SQLITE("""
            select 'public', m.name, 0, c.name,
                   case when lower(c.type) = 'date' then 'date' else 'timestamp' end, 0
            from sqlite_schema m join pragma_table_info(m.name) c
            where m.type = 'table' and m.sql not like 'create virtual%%' and m.name not glob 'sqlite_*'
              and (lower(c.type) like '%%date%%' or lower(c.type) like '%%timestamp%%')
              and lower(m.name) not in (%3$s) and lower(m.name) not glob '*_migrations'
              and not exists (select 1 from pragma_table_info(m.name) r where r.name = 'installed_rank')
            order by 1, 2, c.cid""");

    private static final String ACCOUNTS = "^_{0,2}(databasechangelog|schema_version|[a-z0-9_]*schema_migrations?"
            + "|[a-z0-9_]*_migrations(_lock)?|doctrine_migration_versions|ar_internal_metadata|restore_verifier_canary)$";
    /** The same in words, where there are no patterns. */
    private static final String ACCOUNTS_BY_NAME = "'databasechangelog', 'schema_version', 'schema_migrations',"
            + " 'schema_migration', 'doctrine_migration_versions', 'ar_internal_metadata', 'restore_verifier_canary'";

    private static final DateTimeFormatter PLAIN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final String columns;

    TimeSql(String columns) {
        this.columns = columns;
    }

    static TimeSql of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> POSTGRESQL;
            case MARIADB -> MARIADB;
            case SQLITE -> SQLITE;
        };
    }

    /** Schema, table, its bytes, column, its type by PostgreSQL's name, whether an index begins with it; by table. */
    String columns() {
        return columns.formatted(ACCOUNTS, Dialect.NOT_SYSTEM, ACCOUNTS_BY_NAME);
    }

    /**
     * For each column two values: seconds since 1970 of the newest value that is not beyond a limit, and how many are.
     *
     * @param zone of values that know none
     */
    String newest(TimeColumns table, Instant limit, ZoneId zone) {
        List<String> asked = new ArrayList<>();
        for (TimeColumns.Column column : table.columns()) {
            asked.add(
                    switch (this) {
                        case POSTGRESQL -> ofPostgresql(table, column, limit, zone);
                        case MARIADB -> ofMariadb(table, column, limit, zone);
                        case SQLITE -> ofSqlite(column, limit, zone);
                    });
        }
        return "select " + String.join(", ", asked) + (table.isCheap() ? "" : from(table));
    }

    private String from(TimeColumns table) {
        return switch (this) {
            case POSTGRESQL -> " from only " + table.table().quoted();
            case MARIADB -> " from " + Dialect.MARIADB.quoted(table.table());
            case SQLITE -> " from " + Dialect.SQLITE.quoted(table.table());
        };
    }

    /** Texts are as ISO 8601 writes them; numbers are seconds since 1970, or milliseconds where they are too great for it. */
    private static String ofSqlite(TimeColumns.Column column, Instant limit, ZoneId zone) {
        String name = TableName.quoted(column.name());
        String seconds = "case typeof(" + name + ") when 'text' then unixepoch(" + name + ") when 'blob' then null"
                + " when 'null' then null else cast(" + name + " / (case when " + name + " > " + SqliteTime.MOST_SECONDS
                + " then 1000 else 1 end) as integer) end";
        // What is on the wall is taken for UTC here, and put into its zone by whoever reads the answer.
        long end = LocalDateTime.ofInstant(limit, zone).toEpochSecond(ZoneOffset.UTC);
        return "max(case when " + seconds + " <= " + end + " then " + seconds + " end), count(case when " + seconds
                + " > " + end + " then 1 end)";
    }

    private String ofPostgresql(TimeColumns table, TimeColumns.Column column, Instant limit, ZoneId zone) {
        String name = TableName.quoted(column.name());
        String end = literal(column, limit, zone);
        String past = name + " <= " + end + " and " + name + " > '-infinity'";
        String future = name + " > " + end;
        return table.isCheap()
                ? "extract(epoch from (select " + name + from(table) + " where " + past + " order by " + name
                        + " desc limit 1)), " + plans(table, future)
                : "extract(epoch from max(" + name + ") filter (where " + past + ")), count(*) filter (where " + future
                        + ")";
    }

    /** Sessions here are in UTC. Days of zero, which it takes for dates, are none. */
    private String ofMariadb(TimeColumns table, TimeColumns.Column column, Instant limit, ZoneId zone) {
        String name = Dialect.backticks(column.name());
        String end = literal(column, limit, zone);
        String past = name + " <= " + end + " and " + name + " > '0001-01-01'";
        String future = name + " > " + end;
        String newest = table.isCheap()
                ? "(select " + name + from(table) + " where " + past + " order by " + name + " desc limit 1)"
                : "max(case when " + past + " then " + name + " end)";
        return "timestampdiff(microsecond, '1970-01-01', " + newest + ") / 1000000, "
                + (table.isCheap() ? plans(table, future) : "count(case when " + future + " then 1 end)");
    }

    private String plans(TimeColumns table, String future) {
        return "(select count(*) from (select 1" + from(table) + " where " + future + " limit "
                + (TimeColumns.PLANS + 1) + ") plans)";
    }

    private String literal(TimeColumns.Column column, Instant limit, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(limit, zone);
        if (column.isDate()) {
            return "date '" + local.toLocalDate() + "'";
        }
        if (column.type().equals("timestamp")) {
            return "timestamp '" + PLAIN.format(local) + "'";
        }
        return this == MARIADB
                ? "timestamp '" + PLAIN.format(LocalDateTime.ofInstant(limit, ZoneOffset.UTC)) + "'"
                : "timestamptz '" + limit + "'";
    }
}
