package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.dump.SqliteScript;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs a script of {@code .dump} into a new file, statement by statement; after an error it goes on, as the shell does. */
final class SqliteImport {
    private static final int MOST_FINDINGS = 20;
    private static final int PAGE = 4096;
    private static final long LEAST = 64L << 20;
    private static final int FULL = 13;

    private final RestoreRequest request;
    private final Path file;
    private final Set<String> errors = new LinkedHashSet<>();

    SqliteImport(RestoreRequest request, Path file) {
        this.request = request;
        this.file = file;
    }

    Restoration run() throws IOException {
        Optional<Finding> bomb;
        try (Connection connection =
                        SqliteConnections.writing(file, request.limit()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode=off");
            statement.execute("pragma max_page_count=" + most() / PAGE);
            bomb = load(statement);
        } catch (SQLException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "SQLite cannot make a database: " + ServerMessage.of(e),
                    "is there room and permission in the folder for temporary files?",
                    e);
        }
        if (bomb.isPresent()) {
            return new Restoration(Optional.empty(), List.of(bomb.get()), List.of());
        }
        SqliteConnections reading = SqliteConnections.reading(file, request.limit());
        return new Restoration(
                Optional.of(new SqliteDatabase(reading, request.limit(), List.of("made anew from the script"))),
                findings(),
                List.of());
    }

    /** Text is not made smaller by more than its indexes make it larger. */
    private long most() {
        return LEAST + 4 * request.inspection().expandedBytes();
    }

    private Optional<Finding> load(Statement statement) throws IOException {
        try (Unwrapped in = Unwrapped.open(request.artifact().file(), Limits.READ_THROUGH, request.progress())) {
            SqliteScript script = new SqliteScript(in);
            for (Optional<String> next = script.next(); next.isPresent(); next = script.next()) {
                try {
                    statement.execute(next.get());
                } catch (SQLException e) {
                    if (e.getErrorCode() == FULL && Files.getFileStore(file).getUsableSpace() > LEAST) {
                        return Optional.of(bomb());
                    }
                    throwTrouble(e);
                    errors.add(ServerMessage.of(e));
                }
            }
        }
        return Optional.empty();
    }

    private Finding bomb() {
        return error(
                FindingCode.BOMB,
                "the script makes a database of more than " + Quantity.bytes(most())
                        + ", which is four times what it holds",
                "find out what in it makes rows out of nothing");
    }

    private void throwTrouble(SQLException e) {
        switch (ServerMessage.state(e)) {
            case "57014" ->
                throw new CannotTell(
                        FindingCode.TIMED_OUT,
                        "the script did not end within the backup's time limit",
                        "give the backup more time with `timeout:`",
                        e);
            case "53100" ->
                throw new CannotTell(
                        FindingCode.OUT_OF_DISK,
                        "the disk ran full while the script was run",
                        "make room in the folder for temporary files",
                        e);
            case "53200" ->
                throw new CannotTell(
                        FindingCode.OUT_OF_MEMORY, "SQLite ran out of memory while the script was run", "", e);
            case "58030" ->
                throw new CannotTell(
                        FindingCode.TOOL_FAILED,
                        "SQLite cannot write the database: " + ServerMessage.of(e),
                        "is there room and permission in the folder for temporary files?",
                        e);
            default -> {}
        }
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        errors.stream()
                .limit(MOST_FINDINGS)
                .forEach(e -> findings.add(error(
                        FindingCode.RESTORE_ERRORS, e, "run the script by hand with sqlite3, and see what it says")));
        if (errors.size() > MOST_FINDINGS) {
            findings.add(error(
                    FindingCode.RESTORE_ERRORS,
                    "and " + (errors.size() - MOST_FINDINGS) + " more kinds of errors",
                    ""));
        }
        return findings;
    }

    private static Finding error(FindingCode code, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, "", message, hint);
    }
}
