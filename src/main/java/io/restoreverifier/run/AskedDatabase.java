package io.restoreverifier.run;

import io.restoreverifier.check.Asked;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.RestoredPostgresql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A restored database as tests in Java get it: they may put checks to it. */
class AskedDatabase implements RestoredDatabase, Asked {
    private final RestoredDatabase database;
    private final Subject subject;

    AskedDatabase(RestoredDatabase database, Subject subject) {
        this.database = database;
        this.subject = subject;
    }

    static AskedDatabase of(RestoredDatabase database, Subject subject) {
        return database instanceof RestoredPostgresql postgresql
                ? new AskedPostgresql(postgresql, subject)
                : new AskedDatabase(database, subject);
    }

    @Override
    public Subject subject() {
        return subject;
    }

    @Override
    public DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    public String databaseName() {
        return database.databaseName();
    }

    @Override
    public String serverVersion() {
        return database.serverVersion();
    }

    @Override
    public Duration statementLimit() {
        return database.statementLimit();
    }

    @Override
    public Connection connect() throws SQLException {
        return database.connect();
    }

    @Override
    public List<String> notes() {
        return database.notes();
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return database.exhaustion();
    }

    @Override
    public String log() {
        return database.log();
    }

    @Override
    public void close() {
        database.close();
    }

    @Override
    public String toString() {
        return "database " + databaseName();
    }
}
