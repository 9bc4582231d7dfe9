package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.DatabaseLocale;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The empty database, and the roles, that a dump is restored into: made like production's, on a server just begun. */
final class FreshDatabase {

    private final PostgresqlServer server;
    private final String name;
    private final List<String> notes;

    /** @param notes where what differs from production is noted */
    FreshDatabase(PostgresqlServer server, String name, List<String> notes) {
        this.server = server;
        this.name = name;
        this.notes = notes;
    }

    /** Nearly every cluster has postgres, so that what it owns in a dump must find its owner. */
    void createRoles(List<String> roles) {
        List<String> statements = new ArrayList<>(List.of("create role postgres superuser"));
        for (String role : roles) {
            if (!role.equals("postgres")) {
                statements.add("create role " + quoted(role));
            }
        }
        execute(statements.toArray(String[]::new));
    }

    /**
     * In the encoding of production; in its locale where the image has it, since images carry few.
     *
     * @param statement production's own, as the dump has it; empty when it has none
     */
    void create(String statement) {
        DatabaseLocale wanted = DatabaseLocale.of(statement).orElse(new DatabaseLocale("UTF8", "C", "C", "libc", "C"));
        String inEncoding =
                "create database " + quoted(name) + " template template0 encoding " + literal(wanted.encoding());
        try {
            make(inEncoding + inLocale(wanted.collate(), wanted.ctype()) + by(wanted));
        } catch (SQLException e) {
            execute(inEncoding + inLocale("C", "C"));
            notes.add("locale: C, since the image does not have production's " + wanted.orders());
        }
    }

    /** Both by name: the shorter `locale` is newer than PostgreSQL 12. */
    private static String inLocale(String collate, String ctype) {
        return " lc_collate " + literal(collate) + " lc_ctype " + literal(ctype);
    }

    private static String by(DatabaseLocale wanted) {
        return switch (wanted.provider()) {
            case "icu" -> " locale_provider icu icu_locale " + literal(wanted.rulesOf());
            case "builtin" -> " locale_provider builtin builtin_locale " + literal(wanted.rulesOf());
            default -> "";
        };
    }

    void drop() {
        execute("drop database if exists " + quoted(name));
    }

    /** A database to stand in while another is made; production's own may be called postgres. */
    String maintenance() {
        return name.equals("postgres") ? "template1" : "postgres";
    }

    /** File by file, where a server lets one choose: what is empty needs no log to be made by. */
    private void make(String statement) throws SQLException {
        try (Connection connection = server.connect(maintenance());
                Statement one = connection.createStatement()) {
            boolean choice = connection.getMetaData().getDatabaseMajorVersion() >= 15;
            one.execute(choice ? statement + " strategy file_copy" : statement);
        }
    }

    private void execute(String... statements) {
        try {
            server.execute(maintenance(), statements);
        } catch (SQLException e) {
            throw server.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "the server in the sandbox refuses `" + String.join("; ", statements) + "`: "
                                    + ServerMessage.of(e),
                            "look at the entry's `roles:` and at the image",
                            e));
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
