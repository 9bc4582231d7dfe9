package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.RestoredSqlite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sqlite.SQLiteJDBCLoader;

/** A database file in a folder of the run, which goes with it. */
final class SqliteDatabase implements RestoredSqlite {
    private final DataSource connections;
    private final Duration limit;
    private final List<String> notes;

    SqliteDatabase(DataSource connections, Duration limit, List<String> notes) {
        this.connections = connections;
        this.limit = limit;
        List<String> all = new ArrayList<>(notes);
        all.add(
                0,
                "opened in this process by SQLite " + serverVersion() + ", to be read only: no extension is loaded, no"
                        + " other file attached");
        this.notes = List.copyOf(all);
    }

    @Override
    public DataSource dataSource() {
        return connections;
    }

    /** As SQLite calls the one that is open. */
    @Override
    public String databaseName() {
        return "main";
    }

    @Override
    public String serverVersion() {
        return SQLiteJDBCLoader.getVersion();
    }

    @Override
    public Duration statementLimit() {
        return limit;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return Optional.empty();
    }

    @Override
    public String log() {
        return "";
    }

    /** Nothing is open between two questions. */
    @Override
    public void close() {}
}
