package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.DatabaseAccess;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/** Opens a restored database of PostgreSQL to an application beside it. */
final class Admittance {
    private static final String OWN_ROLE = "restore_application";

    private final PostgresqlServer server;
    private final String database;

    Admittance(PostgresqlServer server, String database) {
        this.server = server;
        this.database = database;
    }

    Optional<DatabaseAccess> admit(Optional<String> role, int port) {
        String user = role.orElse(OWN_ROLE);
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        try {
            if (role.isPresent() && !exists(user)) {
                return Optional.empty();
            }
            String rights = role.isPresent()
                    ? "alter role " + quoted(user) + " valid until 'infinity' connection limit -1"
                    : "create role " + quoted(user) + " superuser";
            server.execute(database, rights + " login password '" + password + "'");
        } catch (SQLException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "role " + user + " cannot be given a password for the application: " + ServerMessage.of(e),
                    "name another role under `user:`, or none",
                    e);
        }
        server.listen(port);
        return Optional.of(new DatabaseAccess("postgresql", port, database, user, password));
    }

    private boolean exists(String role) throws SQLException {
        try (Connection connection = server.dataSource(database).getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select from pg_catalog.pg_roles where rolname = ?")) {
            statement.setString(1, role);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
