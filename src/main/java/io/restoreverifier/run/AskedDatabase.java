package io.restoreverifier.run;

import io.restoreverifier.check.Asked;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.DatabaseLocale;
import io.restoreverifier.model.DumpedAgain;
import io.restoreverifier.model.RestoredDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A restored database as tests in Java get it: they may put checks to it. */
record AskedDatabase(RestoredDatabase database, Subject subject) implements RestoredDatabase, Asked {

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
    public void copyOut(Connection connection, String command, Bytes bytes) throws SQLException {
        database.copyOut(connection, command, bytes);
    }

    @Override
    public Optional<DatabaseLocale> productionLocale() {
        return database.productionLocale();
    }

    @Override
    public Optional<DumpedAgain> dumpAgain(DumpedAgain.Part part, Duration limit) {
        return database.dumpAgain(part, limit);
    }

    @Override
    public Duration statementLimit() {
        return database.statementLimit();
    }

    @Override
    public Copy copy() {
        return database.copy();
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
