package io.restoreverifier.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Databases as real servers list them to a login that has no right to any of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersIT {
    private static final String POSTGRESQL =
            "export PATH=$PATH:/usr/lib/postgresql/15/bin; initdb -A trust -D /tmp/data >/tmp/log"
                    + " && echo 'host all verifier all scram-sha-256' >>/tmp/data/pg_hba.conf"
                    + " && echo 'host all postgres all trust' >>/tmp/data/pg_hba.conf"
                    + " && exec postgres -D /tmp/data -c listen_addresses='*' -c unix_socket_directories=/tmp";
    private static final String MARIADB = "mariadb-install-db --no-defaults --datadir=/tmp/data --skip-test-db"
            + " --auth-root-authentication-method=normal >/tmp/log 2>&1"
            + " && printf \"create user admin@'%%' identified by 'adm1n-pl4nted';\\n"
            + "grant all on *.* to admin@'%%' with grant option;\\n\" >/tmp/init.sql"
            + " && exec mariadbd --no-defaults --datadir=/tmp/data --socket=/tmp/s --pid-file=/tmp/pid"
            + " --bind-address=0.0.0.0 --init-file=/tmp/init.sql";

    private final GenericContainer<?> postgresql = server("postgres:15", "postgres", POSTGRESQL, 5432)
            .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 1));
    private final GenericContainer<?> mariadb = server("mariadb:10.11", "mysql", MARIADB, 3306)
            .waitingFor(Wait.forLogMessage(".*ready for connections.*", 1));

    private static GenericContainer<?> server(String image, String user, String script, int port) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withCreateContainerCmdModifier(create -> create.withUser(user).withEntrypoint("sh", "-c", script))
                .withExposedPorts(port);
    }

    @BeforeAll
    void start() throws SQLException {
        postgresql.start();
        mariadb.start();
        run(
                admin("postgres"),
                "create role verifier login password 'pl4nted'",
                "create database shop",
                "revoke connect on database shop from public",
                "create database model is_template true",
                "create database archived allow_connections false");
        run(
                mariadbAdmin(),
                "create database shop",
                "create database crm",
                "create user verifier@'%' identified by 'pl4nted'",
                "create user all_names@'%' identified by 'pl4nted'",
                "grant show databases on *.* to all_names@'%'",
                "grant select on shop.* to verifier@'%'");
    }

    @AfterAll
    void stop() {
        postgresql.stop();
        mariadb.stop();
    }

    @Test
    void postgresqlListsWhatALoginMayNotEvenConnectTo() {
        assertThat(look(postgresql("pl4nted")))
                .extracting(thing -> thing.path() + thing.remark())
                .containsExactly(
                        "production/archived, which takes no connections,",
                        "production/model, which is a template,",
                        "production/shop");
    }

    @Test
    void thePostgresDatabaseCountsAsSoonAsItHoldsATable() throws SQLException {
        run(admin("postgres"), "create table left_here (id int)");
        try {
            assertThat(look(postgresql("pl4nted"))).extracting(Thing::name).contains("postgres", "shop");
        } finally {
            run(admin("postgres"), "drop table left_here");
        }
    }

    @Test
    void aWrongPasswordIsNotKnowing() {
        assertThatThrownBy(() -> look(postgresql("wr0ng-pl4nted")))
                .isInstanceOf(CannotTell.class)
                .hasMessage("does not let this user in (SQLSTATE 28P01)");
        assertThatThrownBy(() -> look(mariadb("verifier", "wr0ng-pl4nted")))
                .isInstanceOf(CannotTell.class)
                .hasMessage("does not let this user in (SQLSTATE 28000)");
    }

    @Test
    void mariadbListsAllToWhomItShowsAll() {
        assertThat(look(mariadb("all_names", "pl4nted")))
                .extracting(Thing::path)
                .containsExactly("web/crm", "web/shop");
    }

    @Test
    void aListThatMariadbHasShortenedIsNoList() {
        assertThatThrownBy(() -> look(mariadb("verifier", "pl4nted")))
                .isInstanceOf(CannotTell.class)
                .hasMessage("shows this user only some of its databases");
    }

    @Test
    void theSessionCannotWrite() {
        String url = "jdbc:postgresql://" + postgresql.getHost() + ":" + postgresql.getMappedPort(5432) + "/postgres";
        Login admin = new Login(url, "postgres", "");
        Login mariadbAdmin = new Login(mariadbUrl(), "admin", "adm1n-pl4nted");

        assertThatWritingIsRefused(admin, PostgresqlServer.READ_ONLY);
        assertThatWritingIsRefused(mariadbAdmin, MariadbServer.READ_ONLY);
    }

    private static void assertThatWritingIsRefused(Login login, String readOnly) {
        assertThatThrownBy(() -> login.ask(new Properties(), readOnly, connection -> {
                    run(connection, "create role written");
                    return "";
                }))
                .isInstanceOf(CannotTell.class)
                .hasMessageContaining("25006");
    }

    @Test
    void aWholeRunIsSilentOnWhatIsCoveredAndNamesWhatIsNot(@TempDir Path folder) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("site")).resolve("site.txt"), "no archive");
        String servers = """
                coverage:
                  servers:
                    - name: production
                      postgresql: {host: %s, port: %d, user: verifier, password: pl4nted}
                      ignore: [{name: m?del, reason: made anew each day, until: 2026-12-31}]
                    - name: web
                      mariadb: {host: %s, port: %d, user: all_names, password: pl4nted}
                """.formatted(
                postgresql.getHost(), postgresql.getMappedPort(5432), mariadb.getHost(), mariadb.getMappedPort(3306));
        Files.writeString(folder.resolve("catalog.yml"), "now: 2026-11-21T06:00:00Z\n" + servers);
        String entry = "backup: site\nsource: {directory: site}\nrestore: {files: {}}\n";

        Files.writeString(
                folder.resolve("site.yml"),
                entry + "covers: [production/shop, production/archived, web/shop, web/crm]");
        assertThat(verdictAndFindings(folder)).containsExactly("PASSED");

        Files.writeString(folder.resolve("site.yml"), entry + "covers: [production/archived, web/shop, web/crm]");
        assertThat(verdictAndFindings(folder)).containsExactly("FAILED", "DATABASE_UNCOVERED production/shop");
    }

    private static List<String> verdictAndFindings(Path folder) throws InterruptedException {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", folder.resolve("none").toString());
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        run.begin();
        Outcome outcome = run.outcome("coverage");
        // There is no Allure here, of which all but the page is independent.
        assertThatThrownBy(run::close).hasMessageContaining("none");
        return Stream.concat(
                        Stream.of(outcome.verdict().name()),
                        outcome.findings().stream().filter(Finding::isError).map(f -> f.code() + " " + f.subject()))
                .toList();
    }

    private static List<Thing> look(Place place) {
        return place.look(path -> false).things();
    }

    private Place postgresql(String password) {
        String url = "jdbc:postgresql://" + postgresql.getHost() + ":" + postgresql.getMappedPort(5432) + "/postgres";
        return new PostgresqlServer("production", new Login(url, "verifier", password));
    }

    private Place mariadb(String user, String password) {
        return new MariadbServer("web", new Login(mariadbUrl(), user, password));
    }

    private String mariadbUrl() {
        return "jdbc:mariadb://" + mariadb.getHost() + ":" + mariadb.getMappedPort(3306) + "/";
    }

    private Connection admin(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + postgresql.getHost() + ":"
                + postgresql.getMappedPort(5432) + "/" + database + "?user=postgres");
    }

    private Connection mariadbAdmin() throws SQLException {
        return DriverManager.getConnection(mariadbUrl(), "admin", "adm1n-pl4nted");
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
