package io.restoreverifier.history;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The same contract, in a PostgreSQL that several machines would share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlHistoryIT extends HistoryContract {
    private static final String SERVER =
            "export PATH=$PATH:/usr/lib/postgresql/15/bin; initdb -A trust -D /tmp/data >/tmp/log"
                    + " && echo 'host all all all scram-sha-256' >>/tmp/data/pg_hba.conf"
                    + " && echo \"create user verifier password 'pl4nted' createdb\" | postgres --single -D /tmp/data postgres >>/tmp/log"
                    + " && exec postgres -D /tmp/data -c listen_addresses='*' -c unix_socket_directories=/tmp";

    private final GenericContainer<?> server = new GenericContainer<>(DockerImageName.parse("postgres:15"))
            .withCreateContainerCmdModifier(
                    create -> create.withUser("postgres").withEntrypoint("sh", "-c", SERVER))
            .withExposedPorts(5432)
            .waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 1));

    private int tests;

    @BeforeAll
    void start() {
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    private String url(String database) {
        return "jdbc:postgresql://" + server.getHost() + ":" + server.getMappedPort(5432) + "/" + database
                + "?user=verifier&password=pl4nted";
    }

    @BeforeEach
    void empty() throws SQLException {
        tests++;
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database history" + tests);
        }
    }

    @Override
    protected String where() {
        return url("history" + tests);
    }

    @Test
    void aDatabaseThatIsNotThereIsNamedWithoutThePassword() {
        String there = "jdbc:postgresql://" + server.getHost() + ":" + server.getMappedPort(5432) + "/nowhere";

        assertThatThrownBy(() -> History.open(url("nowhere"), Duration.ofSeconds(5)))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("the history in " + there + " cannot be opened: ")
                .hasMessageContaining("~/.pgpass")
                .message()
                .doesNotContain("pl4nted");
    }
}
