package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.DatabaseAccess;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.mariadb.jdbc.MariaDbDataSource;

/** A server of MariaDB or MySQL in a sandbox, of whatever version its image carries, reached through a Unix socket. */
final class MariadbServer {
    /** A name of our own: a dump of all databases brings production's users. */
    static final String SUPERUSER = "restore_verifier";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    /** MySQL's server makes its own data; MariaDB has a program for it. */
    private static final String MAKE = """
            mkdir -p "$1/tmp" "$1/files" && if command -v mariadb-install-db >/dev/null; then
              exec mariadb-install-db --no-defaults --datadir="$1/data" --auth-root-authentication-method=normal \
                --skip-test-db --skip-name-resolve
            elif command -v mysql_install_db >/dev/null; then
              exec mysql_install_db --no-defaults --datadir="$1/data" --skip-test-db --skip-name-resolve
            else
              exec mysqld --no-defaults --initialize-insecure --datadir="$1/data"
            fi""";

    private static final String SERVE =
            "p=$(command -v mariadbd || command -v mysqld) || exit 127; exec \"$p\" --no-defaults \"$@\"";

    private static final String STOP =
            "p=$(cat \"$1\") && kill \"$p\" && while kill -0 \"$p\" 2>/dev/null; do sleep 0.1; done";

    private final Sandbox sandbox;
    private final String password;
    private final Duration statementLimit;
    private final boolean mysql;
    private String lastTrouble = "";

    private MariadbServer(Sandbox sandbox, String password, boolean mysql, Duration statementLimit) {
        this.sandbox = sandbox;
        this.mysql = mysql;
        this.password = password;
        this.statementLimit = statementLimit;
    }

    /**
     * Makes a server without any database of its own and waits until it answers.
     *
     * @param mysql whether it is MySQL's
     * @throws CannotTell TOOL_FAILED when the image has none, TIMED_OUT when it does not answer in time
     */
    static MariadbServer begin(Sandbox sandbox, boolean mysql, Duration statementLimit) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        MariadbServer server = new MariadbServer(sandbox, HexFormat.of().formatHex(random), mysql, statementLimit);
        server.make();
        server.serveFirst();
        return server;
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
            if (!"28000".equals(e.getSQLState())) {
                return false;
            }
        }
        stop();
        serve("--skip-grant-tables");
        return true;
    }

    /**
     * Begins it anew, asking who somebody is, and listening on the loopback of its own network too, which nobody is on but who
     * was let in there. Whoever comes from there is at localhost.
     */
    void listen(int port) {
        stop();
        serve(
                "--skip-networking=0",
                "--bind-address=" + DatabaseAccess.HOST,
                "--port=" + port,
                "--skip-name-resolve=0");
    }

    private void stop() {
        sandbox.run(Command.of(LIMIT, "sh", "-c", STOP, "sh", sandbox.dataFolder() + "/pid"), (stream, text) -> {});
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
            return new MariaDbDataSource("jdbc:mariadb:///" + database + "?localSocket=" + socketOutside()
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
     *
     * @param programs names that it goes by, the first that is there is taken
     * @param rest of the line, for the shell: a place that it reads from or writes to
     */
    Command client(List<String> programs, List<String> arguments, String rest, Duration limit) {
        StringBuilder find = new StringBuilder();
        programs.forEach(program ->
                find.append(find.isEmpty() ? "" : " || ").append("command -v ").append(program));
        String run = "p=$(" + find + ") || exit 127; exec \"$p\" --no-defaults --socket=" + socketInside()
                + " --user=root \"$@\" " + rest;
        List<String> whole = new ArrayList<>(List.of("sh", "-c", run, "sh"));
        whole.addAll(arguments);
        return new Command(whole, Map.of("HOME", sandbox.dataFolder(), "LC_ALL", "C.UTF-8"), limit);
    }

    private void make() {
        ArrayDeque<String> said = new ArrayDeque<>();
        int status = sandbox.run(
                Command.of(LIMIT, "sh", "-c", MAKE, "sh", sandbox.dataFolder()), (stream, text) -> said.add(text));
        if (status == 127) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    sandbox.info().equipment() + " carries no server of MariaDB or MySQL",
                    "name an image with one under `restore: {mariadb: {image: ...}}`");
        }
        if (status != 0) {
            throw sandbox.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "making an empty server in " + sandbox.info().equipment() + " ended with status " + status
                                    + ": " + said.peekLast(),
                            "run mariadb-install-db of that image by hand and see what it says"));
        }
    }

    private void serve(String... more) {
        List<String> whole = new ArrayList<>(List.of("sh", "-c", SERVE, "sh"));
        whole.addAll(arguments());
        whole.addAll(List.of(more));
        sandbox.start(new Command(whole, Map.of("LC_ALL", "C.UTF-8"), Duration.ofDays(1)));
        awaitReadiness();
    }

    /** Our own user is made when the server begins, and never stands in an argument. */
    private void serveFirst() {
        Path init = sandbox.sharedOutside().resolve("init.sql");
        try {
            Files.writeString(init, String.join(";\n", ownUser()) + ";\n");
            Files.setPosixFilePermissions(init, PosixFilePermissions.fromString("rw-r--r--"));
            serve("--init-file=" + sandbox.sharedInside() + "/init.sql");
            Files.deleteIfExists(init);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hand a file to the sandbox", e);
        }
    }

    private List<String> arguments() {
        String folder = sandbox.dataFolder();
        return List.of(
                "--datadir=" + folder + "/data",
                "--tmpdir=" + folder + "/tmp",
                "--pid-file=" + folder + "/pid",
                "--socket=" + socketInside(),
                // Speed: nobody needs this server after a crash.
                "--innodb-flush-log-at-trx-commit=0",
                "--skip-innodb-doublewrite",
                "--innodb-buffer-pool-size=256M",
                "--skip-log-bin",
                "--performance-schema=OFF",
                // Safety: no way in but the socket, no file but in one empty folder, no event that begins by itself.
                "--skip-networking",
                "--secure-file-priv=" + folder + "/files",
                "--local-infile=OFF",
                "--event-scheduler=OFF",
                "--skip-name-resolve",
                "--max-allowed-packet=1G",
                "--character-set-server=utf8mb4");
    }

    private void awaitReadiness() {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(READY_LIMIT)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(this::answers);
        } catch (ConditionTimeoutException e) {
            throw sandbox.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TIMED_OUT,
                            "the server in " + sandbox.info().equipment() + " did not answer within 60 s: "
                                    + lastTrouble,
                            "does an image of another version do? name it under `restore: {mariadb: {image: ...}}`",
                            e));
        }
    }

    private boolean answers() throws SQLException {
        try {
            execute("select 1");
            return true;
        } catch (SQLException e) {
            lastTrouble = ServerMessage.of(e);
            throw e;
        }
    }

    private String socketInside() {
        return sandbox.sharedInside() + "/mariadb.sock";
    }

    private Path socketOutside() {
        return sandbox.sharedOutside().resolve("mariadb.sock");
    }
}
