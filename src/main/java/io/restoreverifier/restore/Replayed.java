package io.restoreverifier.restore;

import io.restoreverifier.model.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A dump that our own reader sends to a server, of whatever format. Sent as often as it takes. */
interface Replayed {

    /**
     * Reads what must be known of an artifact before any of it is restored.
     *
     * @throws io.restoreverifier.dump.DumpDamage when it cannot be restored by this
     */
    static Replayed open(RestoreRequest request) throws IOException {
        Path file = request.artifact().file();
        return request.inspection().format() == Format.POSTGRESQL_PLAIN
                ? new OfScript(file, ScriptPrologue.read(file))
                : new OfArchive(file, DumpPrologue.read(file));
    }

    /** The statement that made production's database; empty when the dump has none. */
    String asProduction();

    /** A statement that says what the fresh database must be like; empty when anything will do. */
    String createDatabase();

    /** Whether it is a script that psql can run as it stands, in a database that was made for it. */
    boolean isForPsql();

    /** The minor number of the archive's version; 0 when it is no archive. */
    int archiveVersion();

    /**
     * Sends everything.
     *
     * @param connection with autocommit off for one transaction that ends at the first error, on to go on after errors
     * @param errors where they are told
     * @throws SQLException when the connection is lost, or the one transaction has failed; its error was told
     */
    void send(Connection connection, RestoreErrors errors) throws SQLException, IOException;

    /** One in custom format. */
    record OfArchive(Path file, DumpPrologue prologue) implements Replayed {
        @Override
        public String asProduction() {
            return prologue.createDatabase();
        }

        @Override
        public String createDatabase() {
            return prologue.createDatabase();
        }

        @Override
        public boolean isForPsql() {
            return false;
        }

        @Override
        public int archiveVersion() {
            return prologue.archiveVersion();
        }

        @Override
        public void send(Connection connection, RestoreErrors errors) throws SQLException, IOException {
            new DumpReplay(connection, file, prologue, errors).run();
        }
    }

    /** A plain one. */
    record OfScript(Path file, ScriptPrologue prologue) implements Replayed {
        @Override
        public String asProduction() {
            return prologue.createDatabase();
        }

        @Override
        public String createDatabase() {
            return prologue.likeProduction();
        }

        @Override
        public boolean isForPsql() {
            return prologue.isForPsql();
        }

        @Override
        public int archiveVersion() {
            return 0;
        }

        @Override
        public void send(Connection connection, RestoreErrors errors) throws SQLException, IOException {
            new ScriptReplay(connection, prologue, errors).run(file);
        }
    }
}
