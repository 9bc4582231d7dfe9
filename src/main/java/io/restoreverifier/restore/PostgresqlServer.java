package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.DatabaseAccess;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;

/** A PostgreSQL server in a sandbox, of whatever version its image carries, reached through a Unix socket. */
final class PostgresqlServer {
    /**
     * A name of our own: a dump of globals sets the password of postgres to production's, or takes its rights away, and
     * would lock us out.
     */
    static final String SUPERUSER = "restore_verifier";

    static final int PORT = 5432;

    /** Whether any event trigger fires, since PostgreSQL 17. */
    static final String EVENT_TRIGGERS = "event_triggers";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final Sandbox sandbox;
    private final String password;
    private final Duration statementLimit;
    private volatile Map<String, String> own = Map.of();
    private final Sessions sessions = new Sessions(this::poolable);
    private volatile int port = PORT;

    private PostgresqlServer(Sandbox sandbox, String password, Duration statementLimit) {
        this.sandbox = sandbox;
        this.password = password;
        this.statementLimit = statementLimit;
    }

    /** The server that there will be in a sandbox: its programs can be used at once, itself after {@link #begin()}. */
    static PostgresqlServer in(Sandbox sandbox, Duration statementLimit) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return new PostgresqlServer(sandbox, HexFormat.of().formatHex(random), statementLimit);
    }

    /**
     * Makes a fresh cluster and waits until it answers. Called once.
     *
     * @throws CannotTell TOOL_FAILED when the image has no PostgreSQL, TIMED_OUT when it does not answer in time
     */
    void begin() {
        new FreshCluster(sandbox, this::tool, password, ClusterTemplates.ofUser()).make();
        run(FreshCluster.in(sandbox), Map.of());
    }

    /**
     * Runs on a data directory that has a superuser of ours, and waits until it answers. Called once.
     *
     * @param own settings in place of those of any restore
     * @throws CannotTell TIMED_OUT when it does not answer in time
     */
    void run(String cluster, Map<String, String> own) {
        this.own = Map.copyOf(own);
        sandbox.start(tool("postgres", ServerSettings.arguments(cluster, sandbox, own), Duration.ofDays(1)));
        awaitReadiness();
    }

    /**
     * Begins anew, listening on the loopback of its own network too, which nobody is on but who was let in there.
     *
     * @param where the port
     * @throws CannotTell TOOL_FAILED when it does not stop, TIMED_OUT when it does not answer in time
     */
    void listen(int where) {
        rest();
        String cluster = FreshCluster.in(sandbox);
        int status = sandbox.run(
                tool("pg_ctl", List.of("-D", cluster, "-m", "fast", "-w", "stop"), STOP_LIMIT), (stream, text) -> {});
        if (status != 0) {
            throw exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "pg_ctl does not stop the restored server: status " + status,
                            "look at the server's log in the report"));
        }
        List<String> arguments = new ArrayList<>(ServerSettings.arguments(cluster, sandbox, own));
        arguments.addAll(List.of("-c", "listen_addresses=" + DatabaseAccess.HOST, "-c", "port=" + where));
        port = where;
        sandbox.start(tool("postgres", arguments, Duration.ofDays(1)));
        awaitReadiness();
    }

    /** What the server said to have lacked when it fell, else what its sandbox lacks. */
    Optional<CannotTell> exhaustion() {
        // First, since the log comes by another way than the end of a connection, and may be later than that.
        Optional<CannotTell> lack = sandbox.exhaustion();
        return ServerLog.outOfDisk(sandbox.logTail()).or(() -> lack);
    }

    String password() {
        return password;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Duration statementLimit() {
        return statementLimit;
    }

    DataSource dataSource(String database) {
        return source(database, statementLimit);
    }

    /** A connection that may have served before and is as a new one; the caller closes it. */
    Connection connect(String database) throws SQLException {
        return sessions.connect(database);
    }

    /** Ends the connections that nobody has, which may be in the way. */
    void rest() {
        sessions.rest();
    }

    /** Closes its sandbox. */
    void close() {
        sessions.close();
        sandbox.close();
    }

    /** Runs statements of ours as superuser, each in a transaction of its own. */
    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A PostgreSQL program of the image, wherever the image keeps it, with what it needs to reach this server. */
    Command tool(String program, List<String> arguments, Duration limit) {
        return tool("", program, arguments, limit);
    }

    /** @param first what the shell does before */
    Command tool(String first, String program, List<String> arguments, Duration limit) {
        // Debian's packages keep the server's programs out of the PATH; the official images do not.
        String find = sandbox.programs().isEmpty()
                ? "d=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1); PATH=\"$PATH${d:+:$d}\""
                : "PATH=" + String.join(":", sandbox.programs());
        String run = first + find + "; p=$1; shift; exec \"$p\" \"$@\"";
        List<String> whole = new ArrayList<>(List.of("sh", "-c", run, "sh", program));
        whole.addAll(arguments);
        Map<String, String> environment = new HashMap<>(Map.of(
                "PGHOST",
                sandbox.sharedInside(),
                "PGPORT",
                Integer.toString(port),
                "PGUSER",
                SUPERUSER,
                "PGPASSFILE",
                sandbox.dataFolder() + "/pgpass",
                "LC_ALL",
                "C.UTF-8",
                "HOME",
                sandbox.dataFolder()));
        if (own.containsKey(EVENT_TRIGGERS)) {
            environment.put("PGOPTIONS", "-c " + EVENT_TRIGGERS + "=off");
        }
        return new Command(whole, environment, limit);
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
            throw exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TIMED_OUT,
                            "the PostgreSQL server in the sandbox did not answer within 60 s; its log ends: "
                                    + ServerLog.lastLines(sandbox.logTail()),
                            sandbox.info().image().isEmpty()
                                    ? "is this machine overloaded? the end of the log says how far it came"
                                    : "a containerised build agent must share "
                                            + sandbox.sharedOutside().getParent()
                                            + " with the engine under the same path",
                            e));
        }
    }

    private boolean answers() throws SQLException {
        try (Connection connection = source("template1", Duration.ofSeconds(10)).getConnection()) {
            return connection.isValid(5);
        }
    }

    private DataSource source(String database, Duration limit) {
        return reaching(new PGSimpleDataSource(), database, limit);
    }

    private ConnectionPoolDataSource poolable(String database) {
        return reaching(new PGConnectionPoolDataSource(), database, statementLimit);
    }

    private <T extends BaseDataSource> T reaching(T source, String database, Duration limit) {
        source.setDatabaseName(database);
        source.setUser(SUPERUSER);
        source.setReadOnlyMode("always");
        source.setPassword(password);
        source.setSocketFactory("org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
        source.setSocketFactoryArg(
                sandbox.sharedOutside().resolve(".s.PGSQL." + port).toString());
        source.setSslMode("disable");
        source.setGssEncMode("disable");
        // What a database or a role of production is set to ranks below these (PostgreSQL manual, "Setting
        // Parameters").
        String events = own.containsKey(EVENT_TRIGGERS) ? "-c " + EVENT_TRIGGERS + "=off " : "";
        source.setOptions(events + "-c session_preload_libraries= -c default_transaction_read_only=off"
                + " -c statement_timeout=" + limit.toMillis());
        source.setApplicationName("restore-verifier");
        return source;
    }
}
