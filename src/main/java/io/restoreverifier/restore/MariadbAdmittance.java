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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens restored databases of MariaDB or MySQL to an application beside them. */
final class MariadbAdmittance {
    private static final int PORT = 3306;
    private static final String OWN_USER = "restore_application";

    /** Of accounts with the same name, the first of these is asked for a login from the loopback. */
    private static final List<String> HERE = List.of("localhost", "127.0.0.1", "%");

    private final MariadbServer server;
    private final String database;

    MariadbAdmittance(MariadbServer server, String database) {
        this.server = server;
        this.database = database;
    }

    Optional<DatabaseAccess> admit(Optional<String> role, Set<Integer> taken) {
        String wanted = role.orElse(OWN_USER);
        int at = wanted.lastIndexOf('@');
        String user = at < 0 ? wanted : wanted.substring(0, at);
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        try {
            // A server that a dump has brought users to asks nobody who he is; from here on it does.
            List<String> statements = new ArrayList<>(List.of("flush privileges"));
            statements.addAll(List.of(server.ownUser()));
            server.execute(statements.toArray(String[]::new));
            if (role.isEmpty()) {
                server.execute(
                        "create user " + account(user, "localhost"),
                        "grant all on *.* to " + account(user, "localhost"));
            }
            Optional<String> host = host(user, at < 0 ? Optional.empty() : Optional.of(wanted.substring(at + 1)));
            if (host.isEmpty()) {
                return Optional.empty();
            }
            server.execute(
                    "alter user " + account(user, host.get()) + " identified by '" + password + "' require none");
        } catch (SQLException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "user " + wanted + " cannot be given a password for the application: " + ServerMessage.of(e),
                    "name another one under `user:`, or none",
                    e);
        }
        int port = ServedDatabase.freePort(PORT, taken);
        server.listen(port);
        return Optional.of(new DatabaseAccess(server.isMysql() ? "mysql" : "mariadb", port, database, user, password));
    }

    /** Of the account that lets somebody in from here; made like the other where all come from elsewhere. */
    private Optional<String> host(String user, Optional<String> wanted) throws SQLException {
        List<String> hosts = texts("select host from mysql.user where user = ? order by host", user).stream()
                .filter(host -> wanted.map(host::equals).orElse(true))
                .toList();
        if (hosts.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> here = HERE.stream().filter(hosts::contains).findFirst();
        if (here.isPresent()) {
            return here;
        }
        copy(user, hosts.get(0));
        return Optional.of("localhost");
    }

    /** Production's application comes from an address that nobody has here: its rights are those of the same user here. */
    private void copy(String user, String host) throws SQLException {
        List<String> statements = new ArrayList<>(List.of("create user " + account(user, "localhost")));
        for (String grant : texts("show grants for " + account(user, host), "")) {
            statements.add(grant.replace("@`" + host + "`", "@`localhost`").replace("@'" + host + "'", "@'localhost'"));
        }
        server.execute(statements.toArray(String[]::new));
    }

    private List<String> texts(String sql, String parameter) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = server.dataSource("").getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (!parameter.isEmpty()) {
                statement.setString(1, parameter);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    texts.add(result.getString(1));
                }
            }
        }
        return texts;
    }

    /** Backslashes and quotes are doubled, as the server reads them in a text. */
    private static String account(String user, String host) {
        return "'" + doubled(user) + "'@'" + doubled(host) + "'";
    }

    private static String doubled(String text) {
        return text.replace("\\", "\\\\").replace("'", "''");
    }
}
