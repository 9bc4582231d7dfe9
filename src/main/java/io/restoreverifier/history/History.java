package io.restoreverifier.history;

import io.restoreverifier.flyway.SilentFlywayLog;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.RunResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Every run there was, in a database: a file of SQLite, or PostgreSQL for several machines. Each call is one short
 * transaction of its own, so that several processes may use it at once and each may be killed at any moment. Safe for use
 * by several threads; holds nothing that must be closed.
 */
public final class History {
    private final Store store;

    private History(Store store) {
        this.store = store;
    }

    /**
     * Opens it, and makes or updates its tables.
     *
     * @param where a folder, or a JDBC URL of PostgreSQL
     * @param patience how long to wait for others that use it
     * @throws HistoryException when it cannot be had; what is there stays as it is
     */
    public static History open(String where, Duration patience) {
        Store store = where.startsWith("jdbc:")
                ? new PostgresqlStore(where, patience)
                : new SqliteStore(Path.of(where), patience);
        store.alone(() -> migrate(store));
        return new History(store);
    }

    /**
     * Lets SQLite unpack its library, which it does once a process, into a folder that is removed even when this process is
     * killed; it may be removed as soon as this returns. Without, the library goes to the folder for temporary files, and
     * stays there then.
     */
    public static void unpackInto(Path folder) {
        System.setProperty("org.sqlite.tmpdir", folder.toString());
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            // Whoever opens a history in SQLite is told.
        } finally {
            System.clearProperty("org.sqlite.tmpdir");
        }
    }

    /** Whether there is something to open: a URL always may be one, a folder when it holds the file. */
    public static boolean isAt(String where) {
        return where.startsWith("jdbc:") || SqliteStore.exists(Path.of(where));
    }

    private static void migrate(Store store) {
        try {
            Flyway.configure(History.class.getClassLoader())
                    .loggers(SilentFlywayLog.class.getName())
                    .dataSource(store.forMigration())
                    .locations("classpath:io/restoreverifier/history")
                    .table("restore_verifier_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .skipDefaultCallbacks(true)
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw store.trouble("opened", e);
        }
    }

    /** For messages; shows no password. */
    public String name() {
        return store.name();
    }

    /**
     * Keeps a run whole, or not at all; one that is kept already stays as it is. Forgets runs that are older than that.
     *
     * @param run masked already
     * @param keep how long a run is kept, by the real clock
     * @throws HistoryException when it cannot be kept
     */
    public void keep(RunResult run, Duration keep) {
        try (Connection connection = store.writing()) {
            RunWriter.write(run, connection);
            RunWriter.forget(run.started().minus(keep), connection);
            connection.commit();
        } catch (SQLException e) {
            throw store.trouble("written", e);
        }
    }

    /**
     * What there is to compare a run with.
     *
     * @param asOf the moment of that run; what is of later is left out
     * @param back how far
     * @return by entry, the oldest first: all outcomes of that time, and before them the last that passed, however old it
     *     is, where none of that time did
     * @throws HistoryException when it cannot be read
     */
    public Map<String, List<PastOutcome>> past(Instant asOf, Duration back) {
        try (Connection connection = store.reading()) {
            return new PastReader(connection).past(asOf, back);
        } catch (SQLException e) {
            throw store.trouble("read", e);
        }
    }

    /**
     * When these checks were put first, and held last, in no order.
     *
     * @param asOf what is of later is left out
     * @throws HistoryException when it cannot be read
     */
    public List<Asked> asked(Set<String> checks, Instant asOf) {
        try (Connection connection = store.reading()) {
            return AskedReader.read(connection, checks, asOf);
        } catch (SQLException e) {
            throw store.trouble("read", e);
        }
    }

    /**
     * All that is known of one entry, the oldest first.
     *
     * @throws HistoryException when it cannot be read
     */
    public List<PastOutcome> of(String entry) {
        try (Connection connection = store.reading()) {
            return new PastReader(connection).of(entry);
        } catch (SQLException e) {
            throw store.trouble("read", e);
        }
    }

    /**
     * The last outcome of each entry, by name.
     *
     * @throws HistoryException when it cannot be read
     */
    public List<PastOutcome> last() {
        try (Connection connection = store.reading()) {
            return new PastReader(connection).last();
        } catch (SQLException e) {
            throw store.trouble("read", e);
        }
    }
}
