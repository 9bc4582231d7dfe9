package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.DatabaseAccess;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** A server of MariaDB or MySQL in a sandbox, of whatever version its image carries, reached through a Unix socket. */
final class MariadbServer {
    /** A name of our own: a dump of all databases brings production's users. */
    static final String SUPERUSER = "restore_verifier";

    /** Runs what a dump says: with every right but the one to change settings of the whole server. */
    private static final String IMPORTER = "restore_import";

    /** No event begins by itself; but for SUPER, which the import has not, nobody can change that. Events can still be made. */
    private static final String NO_EVENTS = "--event-scheduler=OFF";

    /** Nobody can change that. MariaDB makes no events then; MySQL does, and its dumps set what only an administrator may. */
    private static final String NO_EVENTS_EVER = "--event-scheduler=DISABLED";

    /** What MySQL's server tells some clients of a user whom it does not know. */
    private static final int NO_SUCH_PLUGIN = 1251;

    private static final String IMPORT_RIGHTS = "create user '" + IMPORTER + "'@'localhost';\ngrant all on *.* to '"
            + IMPORTER + "'@'localhost' with grant option;\nrevoke super on *.* from '" + IMPORTER + "'@'localhost';\n";

    private final Sandbox sandbox;
    private final String password;
    private final Duration statementLimit;
    private final boolean mysql;
    private final MariadbProcess process;
    /** Without which its data cannot be opened. */
    private final List<String> own = new ArrayList<>();

    /** @param data its directory, as commands see it */
    private MariadbServer(Sandbox sandbox, String data, boolean mysql, Duration statementLimit) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        this.sandbox = sandbox;
        this.mysql = mysql;
        this.password = HexFormat.of().formatHex(random);
        this.statementLimit = statementLimit;
        this.process = new MariadbProcess(sandbox, data, () -> execute("select 1"));
    }

    /**
     * Makes a server without any database of its own and waits until it answers.
     *
     * @param mysql whether it is MySQL's
     * @throws CannotTell TOOL_FAILED when the image has none, TIMED_OUT when it does not answer in time
     */
    static MariadbServer begin(Sandbox sandbox, boolean mysql, Duration statementLimit) {
        MariadbServer server = new MariadbServer(sandbox, FreshMariadb.in(sandbox), mysql, statementLimit);
        new FreshMariadb(sandbox, ClusterTemplates.ofUser()).make();
        server.serveFirst();
        return server;
    }

    /** One on a data directory that is there, which {@link #serveAsItIs} begins. */
    static MariadbServer on(Sandbox sandbox, String data, Duration statementLimit) {
        return new MariadbServer(sandbox, data, false, statementLimit);
    }

    /**
     * Begins it on data that came as they are, users included: nobody is asked who they are, and nothing is loaded, run or
     * followed that those data name.
     *
     * @param more settings that the data directory needs
     * @return how it ended before it answered; empty when it serves
     */
    Optional<String> serveAsItIs(List<String> more) {
        own.addAll(more);
        List<String> all = new ArrayList<>(more);
        all.addAll(List.of("--skip-grant-tables", "--skip-slave-start"));
        return process.begin(all);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Duration statementLimit() {
        return statementLimit;
    }

    /**
     * Begins it anew without asking who somebody is, when a dump has brought users of its own and made them count.
     *
     * @return whether that was so
     */
    boolean openToAll() {
        try {
            execute("select 1");
            return false;
        } catch (SQLException e) {
            if (!"28000".equals(e.getSQLState()) && e.getErrorCode() != NO_SUCH_PLUGIN) {
                return false;
            }
        }
        process.end();
        serve("--skip-grant-tables");
        return true;
    }

    /**
     * Begins it anew, asking who somebody is, and listening on the loopback of its own network too, which nobody is on but who
     * was let in there. Whoever comes from there is at localhost.
     */
    void listen(int port) {
        process.end();
        serve(
                "--skip-networking=0",
                "--bind-address=" + DatabaseAccess.HOST,
                "--port=" + port,
                "--skip-name-resolve=0");
    }

    boolean isMysql() {
        return mysql;
    }

    /** What makes our own user, also where a dump has brought others. */
    String[] ownUser() {
        String account = "'" + SUPERUSER + "'@'localhost'";
        return new String[] {
            "create user if not exists " + account + " identified by '" + password + "'",
            "grant all on *.* to " + account + " with grant option"
        };
    }

    /** @param database empty for none */
    DataSource dataSource(String database) {
        Duration limit = statementLimit.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : statementLimit;
        try {
            return new MariaDbDataSource("jdbc:mariadb:///" + database + "?localSocket="
                    + sandbox.sharedOutside().resolve("mariadb.sock")
                    + "&user=" + SUPERUSER + "&password=" + password + "&timezone=+00:00&sessionVariables="
                    + (mysql ? "max_execution_time=" + limit.toMillis() : "max_statement_time=" + limit.toSeconds()));
        } catch (SQLException e) {
            throw new IllegalStateException("the URL is of our own making", e);
        }
    }

    /** Runs statements of ours as superuser. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = dataSource("").getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /**
     * A client program, as root of the server, who has no password.
     */
    Command client(List<String> programs, List<String> arguments, String rest, Duration limit) {
        return new MariadbClient("root", programs, "exec ", rest).command(sandbox, arguments, limit);
    }

    /** One that runs what is not ours. */
    Command importer(List<String> programs, List<String> arguments, String rest, Duration limit) {
        return new MariadbClient(mysql ? "root" : IMPORTER, programs, "exec ", rest).command(sandbox, arguments, limit);
    }

    private void serve(String... more) {
        List<String> all = new ArrayList<>(own);
        all.addAll(List.of(more));
        all.add(mysql ? NO_EVENTS_EVER : NO_EVENTS);
        process.begin(all).ifPresent(how -> {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    how + " in " + sandbox.info().equipment(),
                    "does an image of another version do? name it under `restore: {mariadb: {image: ...}}`");
        });
    }

    /** Our own user is made when the server begins, and never stands in an argument. */
    private void serveFirst() {
        Path init = sandbox.sharedOutside().resolve("init.sql");
        try {
            Files.writeString(init, String.join(";\n", ownUser()) + ";\n" + (mysql ? "" : IMPORT_RIGHTS));
            Files.setPosixFilePermissions(init, PosixFilePermissions.fromString("rw-r--r--"));
            serve("--init-file=" + sandbox.sharedInside() + "/init.sql");
            Files.deleteIfExists(init);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hand a file to the sandbox", e);
        }
    }
}
