package io.restoreverifier.restore;

import io.restoreverifier.dump.DumpObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What a session is told before the objects of a dump, and between them when the next one lies elsewhere. */
final class ReplaySession {
    /** Those that a server does not know are not set. */
    private static final String FIXED = """
            select pg_catalog.set_config(s.name, v.value, false) from pg_catalog.pg_settings s
              join (values ('statement_timeout', '0'), ('lock_timeout', '0'), ('transaction_timeout', '0'),
                           ('idle_in_transaction_session_timeout', '0'), ('check_function_bodies', 'off'),
                           ('xmloption', 'content'), ('client_min_messages', 'warning'), ('row_security', 'off'),
                           ('standard_conforming_strings', '%1$s'), ('escape_string_warning', '%1$s'))
                as v (name, value) on v.name = s.name""";

    private static final int PARTITIONED = 'p';

    private final Connection connection;
    private final DumpPrologue prologue;
    private Optional<String> schema = Optional.empty();
    private Optional<String> tablespace = Optional.empty();
    private Optional<String> accessMethod = Optional.empty();

    ReplaySession(Connection connection, DumpPrologue prologue) {
        this.connection = connection;
        this.prologue = prologue;
    }

    /** The encoding stays the driver's own: texts are decoded before they are sent, rows say theirs. */
    void begin() throws SQLException {
        ReplayConnection.execute(connection, FIXED.formatted(prologue.standardStrings() ? "on" : "off"));
        if (prologue.searchPath().isPresent()) {
            ReplayConnection.execute(connection, prologue.searchPath().get());
        }
    }

    /** Sets what an object's statements leave open: its schema in old dumps, tablespace, access method. */
    void turnTo(DumpObject object) throws SQLException {
        String home = object.entry().schema();
        if (prologue.searchPath().isEmpty() && !home.isEmpty() && !schema.equals(Optional.of(home))) {
            set("search_path", OwnerStatement.quoted(home) + (home.equals("pg_catalog") ? "" : ", pg_catalog"));
            schema = Optional.of(home);
        }
        if (object.tablespace().isPresent() && !tablespace.equals(object.tablespace())) {
            String name = object.tablespace().get();
            set("default_tablespace", name.isEmpty() ? "''" : OwnerStatement.quoted(name));
            tablespace = object.tablespace();
        }
        if (object.kind() != PARTITIONED
                && object.accessMethod().isPresent()
                && !accessMethod.equals(object.accessMethod())) {
            set(
                    "default_table_access_method",
                    OwnerStatement.quoted(object.accessMethod().get()));
            accessMethod = object.accessMethod();
        }
    }

    /** A partitioned table has no storage, and takes no default: it is told after it was made. */
    static Optional<String> accessMethodOfPartitioned(DumpObject object) {
        return object.kind() == PARTITIONED
                ? object.accessMethod()
                        .map(method -> "ALTER TABLE " + OwnerStatement.qualified(object.entry()) + " SET ACCESS METHOD "
                                + OwnerStatement.quoted(method))
                : Optional.empty();
    }

    private void set(String name, String value) throws SQLException {
        ReplayConnection.execute(connection, "SET " + name + " = " + value);
    }
}
