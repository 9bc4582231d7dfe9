package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.DatabaseAccess;
import io.restoreverifier.model.DumpedAgain;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.MariadbMessage;
import io.restoreverifier.model.RestoredMariadb;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Databases of MariaDB or MySQL that came back. */
final class MariadbDatabase implements RestoredMariadb, ServedDatabase {
    private static final int MOST_ERRORS = 20;
    private static final int BUFFER = 1 << 16;
    private static final String DATABASES =
            "select s.schema_name from information_schema.schemata s left join information_schema.tables t"
                    + " on t.table_schema = s.schema_name where s.schema_name not in"
                    + " ('mysql', 'sys', 'performance_schema', 'information_schema')"
                    + " group by s.schema_name order by coalesce(sum(t.data_length), 0) desc, s.schema_name";
    private static final List<String> DUMP = List.of("mariadb-dump", "mysqldump");

    private final MariadbServer server;
    private final List<String> databases;
    private final boolean beyondDump;
    private final List<String> notes = new ArrayList<>();
    private final String version;

    private MariadbDatabase(MariadbServer server, List<String> databases, boolean beyondDump) {
        this.server = server;
        this.databases = List.copyOf(databases);
        this.beyondDump = beyondDump;
        this.version = version();
        notes.addAll(server.sandbox().info().notes());
        notes.add("restored into " + version);
    }

    /**
     * Those that came from a dump; of the entry's database, names without one mean it.
     */
    static MariadbDatabase dumped(MariadbServer server, TableOfContents contents, MariadbSettings settings) {
        Set<String> all = new LinkedHashSet<>();
        settings.database().ifPresent(all::add);
        if (!contents.databaseName().isEmpty()) {
            all.add(contents.databaseName());
        }
        contents.entries().stream()
                .map(TableOfContents.Entry::schema)
                .filter(schema -> !schema.isEmpty())
                .forEach(all::add);
        return new MariadbDatabase(server, List.copyOf(all), settings.binlogs().isPresent());
    }

    /**
     * All that a server has, when its whole data directory came back.
     *
     * @param first the one that names without a database mean; empty for the largest
     */
    static MariadbDatabase physical(MariadbServer server, Optional<String> first) {
        Set<String> all = new LinkedHashSet<>();
        try (Connection connection = server.dataSource("").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DATABASES)) {
            while (row.next()) {
                all.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw silent(e);
        }
        List<String> ordered = new ArrayList<>(all);
        first.filter(all::contains).ifPresent(name -> {
            ordered.remove(name);
            ordered.add(0, name);
        });
        return new MariadbDatabase(server, ordered, true);
    }

    /** An identifier as SQL wants it. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** Adds a line for the head of the entry. */
    void note(String line) {
        notes.add(line);
    }

    private String version() {
        try (Connection connection = server.dataSource("").getConnection()) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw silent(e);
        }
    }

    private static CannotTell silent(SQLException e) {
        return new CannotTell(
                FindingCode.TOOL_FAILED,
                "the restored server does not answer: " + ServerMessage.of(e),
                "look at the server's log in the report",
                e);
    }

    @Override
    public boolean isMysql() {
        return server.isMysql();
    }

    @Override
    public boolean isBeyondDump() {
        return beyondDump;
    }

    @Override
    public DataSource dataSource() {
        return server.dataSource(databaseName());
    }

    @Override
    public String databaseName() {
        return databases.isEmpty() ? "" : databases.get(0);
    }

    @Override
    public List<String> databases() {
        return databases;
    }

    @Override
    public String serverVersion() {
        return version;
    }

    @Override
    public Duration statementLimit() {
        return server.statementLimit();
    }

    @Override
    public DumpedAgain dumpRows(String database, String characters, Bytes bytes, Duration limit) {
        long begun = System.nanoTime();
        List<String> errors = new ArrayList<>();
        int status;
        try (SandboxPipe pipe = SandboxPipe.in(server.sandbox(), "rows.sql")) {
            Command command = server.client(DUMP, rowsAlone(database, characters), ">" + pipe.inside(), limit);
            status = pipe.run(
                    () -> server.sandbox().run(command, (stream, text) -> heard(stream, text, errors)), from -> {
                        try (InputStream in = Files.newInputStream(from)) {
                            byte[] buffer = new byte[BUFFER];
                            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                                bytes.take(buffer, 0, n);
                            }
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe to the sandbox broke", e);
        }
        String tool = server.isMysql() ? "mysqldump" : "mariadb-dump";
        if (status == 127) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    server.sandbox().info().equipment() + " has no " + tool,
                    "name an image that has it under `restore: {mariadb: {image: ...}}`");
        }
        return new DumpedAgain(tool, status, errors, Duration.ofNanos(System.nanoTime() - begun));
    }

    private List<String> rowsAlone(String database, String characters) {
        List<String> arguments = new ArrayList<>(List.of(
                "--no-create-info",
                "--skip-triggers",
                "--skip-lock-tables",
                "--skip-add-locks",
                "--hex-blob",
                "--max-allowed-packet=1G",
                "--default-character-set=" + characters));
        if (server.isMysql()) {
            arguments.add("--set-gtid-purged=OFF"); // else it warns of what they would mean elsewhere
        }
        arguments.add(database);
        return arguments;
    }

    private static void heard(LineConsumer.Stream stream, String text, List<String> errors) {
        if (stream == LineConsumer.Stream.ERR && errors.size() < MOST_ERRORS && !text.contains("Warning")) {
            errors.add(MariadbMessage.printed(text.replaceFirst(
                            "^(?:mariadb-dump|mysqldump): (?:Got error:|Error) (\\d+): ", "ERROR $1: "))
                    .orElse("it wrote a line that is not shown"));
        }
    }

    @Override
    public Sandbox sandbox() {
        return server.sandbox();
    }

    @Override
    public Optional<DatabaseAccess> admit(Optional<String> role, Set<Integer> taken) {
        return new MariadbAdmittance(server, databaseName()).admit(role, taken);
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return server.sandbox().exhaustion();
    }

    /** Of the server's own start; what it says of sessions may carry values. */
    @Override
    public String log() {
        return log(server.sandbox());
    }

    /** The last error that a server told of itself, to go on from a message; empty when there was none. */
    static String lastOfLog(Sandbox sandbox) {
        return log(sandbox)
                .lines()
                .filter(line -> line.contains("[ERROR]"))
                .reduce((before, after) -> after)
                .map(line -> ": " + line.replaceFirst("^.*\\[ERROR\\] ", ""))
                .orElse("");
    }

    private static String log(Sandbox sandbox) {
        return sandbox.logTail()
                .lines()
                .filter(line -> line.matches(".*\\[(?:Note|System|Warning|ERROR)\\] "
                        + "(?:InnoDB: |Server |mariadbd: |mysqld: |\\[MY-\\d+] \\[(?:Server|InnoDB)] ).*"))
                .reduce("", (all, line) -> all.isEmpty() ? line : all + "\n" + line);
    }

    @Override
    public void close() {
        server.sandbox().close();
    }
}
