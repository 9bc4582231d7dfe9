package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.RestoredMariadb;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.FullDisk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** A check that asks a database. Tells an error in the question from a database that is not there to answer. */
abstract class DatabaseCheck implements Check {
    /** Numbers of MariaDB's errors, which have no state of their own: ER_DISK_FULL, ER_RECORD_FILE_FULL. */
    private static final Set<Integer> DISK_FULL = Set.of(1021, 1114);

    /** ER_OUTOFMEMORY, ER_OUT_OF_SORTMEMORY, ER_OUT_OF_RESOURCES. */
    private static final Set<Integer> NO_MEMORY = Set.of(1037, 1038, 1041);

    /** Puts the question over an open connection. */
    abstract CheckReport put(Connection connection, Subject subject) throws SQLException;

    /** Whether it came back page by page, with whatever had befallen the pages. */
    static boolean isPhysical(Restored restored) {
        return restored instanceof RestoredPostgresql postgresql && postgresql.isPhysical()
                || restored instanceof RestoredMariadb mariadb && mariadb.isBeyondDump();
    }

    /** Each has a connection of its own, and only reads. */
    @Override
    public boolean besideOthers() {
        return true;
    }

    @Override
    public final CheckReport put(Subject subject) {
        if (!(subject.restored() instanceof RestoredDatabase database)) {
            return CheckReport.of(CheckResult.notApplicable(name(), "", "", "what was restored is no database"));
        }
        try (Connection connection = database.connect()) {
            connection.setReadOnly(true);
            return put(connection, subject);
        } catch (SQLException e) {
            throwIfNotAnswered(e, name());
            return CheckReport.of(queryFailed(name(), "", "an answer", e));
        }
    }

    /** The result for an SQL error: what the operator or the dump got wrong. */
    static CheckResult queryFailed(String check, String subject, String expected, SQLException e) {
        String message = ServerMessage.of(e);
        return CheckResult.withFinding(
                check,
                subject,
                expected,
                message,
                Finding.error(
                        FindingCode.QUERY_FAILED,
                        Stage.CHECK,
                        subject,
                        (subject.isEmpty() ? check : check + " " + subject) + ": " + message,
                        "does the query hold in production? then the backup lacks what it needs"));
    }

    /**
     * @throws CannotTell when the error says that the server could not answer: SQLSTATE class 08 (connection), 53
     *     (resources), 57 (intervention, cancelled by the time limit), 58 and XX (system, internal), see the manual's
     *     appendix A
     */
    static void throwIfNotAnswered(SQLException e, String check) {
        String state = ServerMessage.state(e);
        String message = ServerMessage.of(e);
        // The second one is MariaDB's, of max_statement_time.
        if (state.equals("57014") || state.equals("70100")) {
            throw new CannotTell(
                    FindingCode.TIMED_OUT,
                    check + ": the query did not end within the backup's time limit",
                    "give the backup more time with `timeout:`, or make the query cheaper",
                    e);
        }
        if (state.equals("53100") || DISK_FULL.contains(e.getErrorCode())) {
            throw new CannotTell(
                    FindingCode.OUT_OF_DISK, check + ": the sandbox ran out of disk: " + message, FullDisk.HINT, e);
        }
        if (state.equals("53200") || NO_MEMORY.contains(e.getErrorCode())) {
            throw new CannotTell(
                    FindingCode.OUT_OF_MEMORY,
                    check + ": the sandbox ran out of memory: " + message,
                    "raise `sandbox: {memory: ...}` in the entry",
                    e);
        }
        if (state.startsWith("08") || state.startsWith("53") || state.startsWith("57") || state.startsWith("58")) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    check + ": the server in the sandbox is gone: " + message,
                    "look at the server's log in the report",
                    e);
        }
    }
}
