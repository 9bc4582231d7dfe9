package io.restoreverifier.run;

import io.restoreverifier.check.Subject;
import io.restoreverifier.model.DatabaseLocale;
import io.restoreverifier.model.DumpedAgain;
import io.restoreverifier.model.RestoredPostgresql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The same for what PostgreSQL alone can be asked. */
final class AskedPostgresql extends AskedDatabase implements RestoredPostgresql {
    private final RestoredPostgresql database;

    AskedPostgresql(RestoredPostgresql database, Subject subject) {
        super(database, subject);
        this.database = database;
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
    public Copy copy() {
        return database.copy();
    }
}
