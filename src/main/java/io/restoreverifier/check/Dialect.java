package io.restoreverifier.check;

import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.RestoredMariadb;
import io.restoreverifier.model.RestoredSqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where servers want to be asked differently for the same thing. */
enum Dialect {
    POSTGRESQL("""
            select exists (
              select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f'))"""),
    MARIADB("""
            select exists (
              select 1 from information_schema.tables where table_schema = ? and table_name = ?)"""),
    /** It has no schemas: {@code public} stands for the one file. */
    SQLITE("""
            select exists (
              select 1 from sqlite_schema where ? in ('public', 'main') and type in ('table', 'view') and name = ?)""");

    /** Databases that each server of MariaDB fills for itself. */
    static final Set<String> SYSTEM = Set.of("mysql", "sys", "performance_schema", "information_schema");

    /** What a query puts behind a schema's name to leave them out. */
    static final String NOT_SYSTEM = SYSTEM.stream().sorted().collect(Collectors.joining("', '", "not in ('", "')"));

    private final String exists;

    Dialect(String exists) {
        this.exists = exists;
    }

    static Dialect of(Restored restored) {
        if (restored instanceof RestoredSqlite) {
            return SQLITE;
        }
        return restored instanceof RestoredMariadb ? MARIADB : POSTGRESQL;
    }

    /** The table that is meant: without a schema, PostgreSQL's is {@code public}, and MariaDB's the database itself. */
    TableName in(Restored restored, TableName table) {
        return this == MARIADB && table.schema().equals("public") && restored instanceof RestoredDatabase database
                ? new TableName(database.databaseName(), table.name())
                : table;
    }

    /** What is set before a schema is read, so that all is written out the same. */
    List<String> schemaSettings() {
        return this == MARIADB ? MariadbSchemaQueries.SETTINGS : SchemaQueries.SETTINGS;
    }

    /** Each answers objects of a schema and what is said of them. */
    List<String> schemaQueries(Restored restored) {
        if (restored instanceof RestoredMariadb database) {
            return database.isMysql() ? MariadbSchemaQueries.ofMysql() : MariadbSchemaQueries.ofMariadb();
        }
        return SchemaQueries.all();
    }

    /** As SQL wants it. */
    String quoted(TableName table) {
        return switch (this) {
            case POSTGRESQL -> table.quoted();
            case MARIADB -> backticks(table.schema()) + "." + backticks(table.name());
            case SQLITE -> "main." + TableName.quoted(table.name());
        };
    }

    /** An identifier as MariaDB wants it. */
    static String backticks(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** The tables that a query names by schema and name. */
    static List<TableName> tables(Connection connection, String sql) throws SQLException {
        List<TableName> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                tables.add(new TableName(row.getString(1), row.getString(2)));
            }
        }
        return tables;
    }

    /** Whether there is a table or a view of this name. */
    boolean exists(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(exists)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
