package io.restoreverifier.history;

import io.restoreverifier.model.Durations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;

/** One file of SQLite, with a log that is written ahead: several processes may use it, and each may be killed. */
final class SqliteStore implements Store {
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int CORRUPT = 11;
    private static final int NOT_A_DATABASE = 26;

    private final Path file;
    private final Duration patience;

    SqliteStore(Path folder, Duration patience) {
        this.file = folder.resolve("history.sqlite");
        this.patience = patience;
    }

    static boolean exists(Path folder) {
        return Files.exists(folder.resolve("history.sqlite"));
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public DataSource forMigration() {
        // Flyway holds more than one connection, of which none may keep the others from reading.
        return new DriverSource(() -> connect("DEFERRED"));
    }

    @Override
    public Connection writing() throws SQLException {
        // A transaction that first reads and then writes could not wait for another one: it asks for its lock at once.
        return within(connect("IMMEDIATE"));
    }

    @Override
    public Connection reading() throws SQLException {
        return within(connect("DEFERRED"));
    }

    private static Connection within(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return connection;
    }

    private Connection connect(String mode) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("journal_mode", "WAL");
        // What is committed survives the loss of power, too.
        properties.setProperty("synchronous", "FULL");
        properties.setProperty("busy_timeout", Long.toString(patience.toMillis()));
        properties.setProperty("foreign_keys", "true");
        properties.setProperty("transaction_mode", mode);
        return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    }

    /** A file lock keeps out other processes only, and goes with its process. */
    @Override
    public void alone(Runnable body) {
        synchronized (SqliteStore.class) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                try (FileChannel channel = FileChannel.open(
                                file.resolveSibling("history.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                        FileLock lock = locked(channel)) {
                    body.run();
                }
            } catch (IOException e) {
                throw trouble("opened", e);
            }
        }
    }

    private FileLock locked(FileChannel channel) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        FileLock lock = channel.tryLock();
        while (lock == null) {
            if (System.nanoTime() > until) {
                throw new IOException("another process holds " + file.resolveSibling("history.lock"));
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while another process held the lock", e);
            }
            lock = channel.tryLock();
        }
        return lock;
    }

    @Override
    public HistoryException trouble(String doing, Exception cause) {
        SQLException sql = Causes.sql(cause);
        int code = sql == null ? 0 : sql.getErrorCode() & 0xff;
        String what = "the history in " + file + " cannot be " + doing + ": ";
        if (code == BUSY || code == LOCKED) {
            return new HistoryException(
                    what + "another process has kept it locked for " + Durations.format(patience),
                    "see who holds it: fuser -v " + file,
                    cause);
        }
        if (code == CORRUPT || code == NOT_A_DATABASE) {
            return new HistoryException(
                    what + "the file is damaged; it was left as it is",
                    "save what can be read: sqlite3 " + file
                            + " .recover | sqlite3 recovered.sqlite; then put that in its"
                            + " place, or move the file away to begin anew",
                    cause);
        }
        return new HistoryException(
                what + Causes.words(cause),
                "is the folder there, writable, on a local disk, and the disk not full?",
                cause);
    }
}
