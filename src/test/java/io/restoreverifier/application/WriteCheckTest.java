package io.restoreverifier.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.DatabaseAccess;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.Status;
import io.restoreverifier.sandbox.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A small application that writes to a real database, rightly or not. */
@Timeout(60)
class WriteCheckTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final SQLiteDataSource database = new SQLiteDataSource();
    private HttpServer application;
    private Visit visit;

    @BeforeEach
    void restore() throws Exception {
        database.setUrl("jdbc:sqlite:" + folder.resolve("restored.db"));
        execute("create table invoices (id integer primary key, total text)");
        execute("insert into invoices values (7, 'restored'), (9, 'restored')");
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", this::answer);
        application.start();
        LoopbackSandbox sandbox = new LoopbackSandbox(application.getAddress().getPort());
        StartedApplication started = StartedApplication.begin(
                sandbox,
                Command.shell(LIMIT, "true"),
                new ApplicationLog(List.of()),
                Contacts.in(sandbox, List.of(), LIMIT));
        DatabaseAccess access = new DatabaseAccess("postgresql", 5432, "main", "user", "none");
        visit = Visit.of(started, 8080, Map.of("database", new PartDatabase(access, new Restored(database))));
    }

    @AfterEach
    void stop() {
        visit.close();
        application.stop(0);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            try {
                switch (path) {
                    case "/new" -> execute("insert into invoices (total) values ('12.34')");
                    case "/behind" -> execute("insert into invoices values (8, '12.34')");
                    default -> {}
                }
            } catch (SQLException e) {
                throw new IOException(e);
            }
            byte[] body = (path.equals("/invoice?id=10") ? "12.34" : "none").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(path.equals("/refuse") ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private List<CheckResult> write(String path, String table) {
        HttpQuestion read = question("GET", "/invoice?id={key}", List.of("12.34"));
        return new WriteCheck(
                        question("POST", path, List.of()), "database", new WrittenTable(table, "id"), Optional.of(read))
                .put(visit, LIMIT);
    }

    private static HttpQuestion question(String method, String path, List<String> contains) {
        return new HttpQuestion(
                method + " " + path,
                method,
                path,
                Map.of(),
                new HttpExpected(200, Map.of(), contains, List.of(), Optional.empty(), Map.of(), Optional.empty()));
    }

    private List<String> findings(String path, String table) {
        return write(path, table).stream()
                .flatMap(result -> result.findings().stream())
                .map(finding -> finding.code() + " " + finding.message())
                .toList();
    }

    @Test
    void aNewRowIsAboveThoseThatWereRestoredAndIsShown() {
        assertThat(write("/new", "main.invoices"))
                .extracting(result -> result.check() + " " + result.subject() + " " + result.status())
                .containsExactly(
                        "write POST /new " + Status.PASSED,
                        "write main.invoices " + Status.PASSED,
                        "write GET /invoice?id={key} " + Status.PASSED);
        assertThat(write("/new", "main.invoices").get(1).found()).isEqualTo("1 row more, the highest id 1 higher");
    }

    @Test
    void oneBelowThemIsFoundOut() {
        assertThat(findings("/behind", "main.invoices"))
                .containsExactly(
                        "SEQUENCE_BEHIND POST /behind: expected in table main.invoices 1 row more, its id above"
                                + " the highest that was restored, found 1 row more, the highest id 0 higher");
    }

    @Test
    void anAnswerWithoutARowIsFoundOut() {
        assertThat(findings("/nothing", "main.invoices"))
                .containsExactly("HTTP_FAILED POST /nothing: expected in table main.invoices 1 row more, its id above"
                        + " the highest that was restored, found 0 rows more, the highest id 0 higher");
    }

    @Test
    void whatIsNotShownAfterwardsIsFoundOut() throws SQLException {
        execute("insert into invoices values (20, 'restored')");

        assertThat(findings("/new", "main.invoices"))
                .containsExactly(
                        "HTTP_FAILED GET /invoice?id={key}: expected status 200, `12.34`, found 4 bytes without `12.34`");
    }

    @Test
    void aRefusalIsToldAsAnyAnswer() {
        assertThat(findings("/refuse", "main.invoices"))
                .containsExactly("HTTP_FAILED POST /refuse: expected status 200, found status 500");
    }

    @Test
    void aTableThatIsNotThereIsFoundOut() {
        assertThat(findings("/new", "main.bills"))
                .singleElement()
                .asString()
                .startsWith("QUERY_FAILED table main.bills cannot be read: ");
    }

    private record Restored(DataSource dataSource) implements RestoredDatabase {

        @Override
        public String databaseName() {
            return "main";
        }

        @Override
        public String serverVersion() {
            return "3";
        }

        @Override
        public Duration statementLimit() {
            return LIMIT;
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public Optional<CannotTell> exhaustion() {
            return Optional.empty();
        }

        @Override
        public String log() {
            return "";
        }

        @Override
        public void close() {}
    }
}
