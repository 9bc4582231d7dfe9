package io.restoreverifier.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of the restored database, as its catalog knows it.
 *
 * @param kind PostgreSQL's {@code relkind}: {@code r}, {@code p} for partitioned, {@code f} for foreign
 * @param bytes on disk, without indexes
 * @param heap whether its rows lie in numbered pages
 * @param extension that it belongs to; empty for one of the database's own
 * @param condition by which pg_dump takes rows of an extension's table; mostly empty
 */
record StoredTable(
        long oid, TableName name, char kind, long bytes, boolean heap, Optional<String> extension, String condition) {

    private static final String TABLES = """
            select c.oid, n.nspname, c.relname, c.relkind::text,
                   case c.relkind when 'r' then pg_relation_size(c.oid) else 0 end,
                   coalesce(am.amname = 'heap', c.relkind = 'r'), e.extname,
                   coalesce(e.extcondition[array_position(e.extconfig, c.oid)], '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            left join pg_am am on am.oid = c.relam
            left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0
                                     and d.refclassid = 'pg_extension'::regclass and d.deptype = 'e'
            left join pg_extension e on e.oid = d.refobjid
            where c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't'
              and (n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' or e.oid is not null)
            order by 2, 3""";

    private static final String LEAVES = """
            with recursive part as (
              select inhrelid from pg_inherits where inhparent = ?
              union all
              select i.inhrelid from pg_inherits i join part on i.inhparent = part.inhrelid)
            select inhrelid from part""";

    /** All of them but the system's own. */
    static List<StoredTable> all(Connection connection) throws SQLException {
        List<StoredTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(new StoredTable(
                        row.getLong(1),
                        new TableName(row.getString(2), row.getString(3)),
                        row.getString(4).charAt(0),
                        row.getLong(5),
                        row.getBoolean(6),
                        Optional.ofNullable(row.getString(7)),
                        row.getString(8)));
            }
        }
        return tables;
    }

    /** Whether it stores rows itself. */
    boolean isOrdinary() {
        return kind == 'r';
    }

    /** The numbers of its partitions of all levels; empty when it has none. */
    List<Long> partitions(Connection connection) throws SQLException {
        List<Long> partitions = new ArrayList<>();
        try (var statement = connection.prepareStatement(LEAVES)) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    partitions.add(row.getLong(1));
                }
            }
        }
        return partitions;
    }
}
