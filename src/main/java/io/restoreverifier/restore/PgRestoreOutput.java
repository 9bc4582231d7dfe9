package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.sandbox.LineConsumer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what pg_restore says, line by line. Its exit status alone is never trusted: it is 1 for a missing comment as for a
 * dump without data, and 0 for a dump that holds nothing.
 */
final class PgRestoreOutput implements LineConsumer {
    /** Before PostgreSQL 12, errors began with {@code [archiver (db)]}, and so did the lines that say where they are. */
    private static final Pattern ERROR = Pattern.compile(
            "^pg_restore: (?:error: |\\[[\\w ()]+] (?!Error |WARNING: ))(?:could not execute query: )?(.*)$");

    /** Where in the table of contents it is: names of objects and nothing else. */
    private static final Pattern PLACE =
            Pattern.compile("^pg_restore: (?:\\[[\\w ()]+] Error )?from TOC entry [0-9; ]+ [A-Z].*$");

    private final RestoreErrors errors;
    /** The message that may go on in the next lines; empty when there is none. */
    private String pending = "";

    private boolean raised;

    /** @param given the roles that the entry gives */
    PgRestoreOutput(List<String> given) {
        this.errors = new RestoreErrors("pg_restore", given);
    }

    /** What does not begin with pg_restore's own name goes on with its last message: details, statements, rows. */
    @Override
    public synchronized void line(Stream stream, String text) {
        if (text.startsWith("pg_restore: ")) {
            end();
            pending = text;
        } else {
            raised |= ServerMessage.isRaised(text);
        }
    }

    /** Takes the message that has ended in: only now is it known who made it. */
    private void end() {
        if (pending.isEmpty()) {
            return;
        }
        boolean isError = ERROR.matcher(pending).matches();
        String message = shown(isError);
        errors.line(message);
        Matcher error = ERROR.matcher(message);
        if (error.matches()) {
            errors.error(error.group(1));
        } else if (isError) {
            errors.error(message);
        }
        pending = "";
        raised = false;
    }

    private String shown(boolean isError) {
        if (raised) {
            return "pg_restore: " + (isError ? "error: " : "") + ServerMessage.raised();
        }
        return PLACE.matcher(pending).matches() ? pending : ServerMessage.withoutRows(pending);
    }

    /** The output for the report, without row data. */
    synchronized String text() {
        end();
        return errors.text();
    }

    /** What keeps us from telling; empty when the errors speak about the backup. */
    synchronized Optional<CannotTell> trouble() {
        end();
        return errors.trouble();
    }

    /** One finding for each kind of error, all of them, however pg_restore ended. */
    synchronized List<Finding> findings(int status, String toolVersion) {
        end();
        return errors.findings(status, toolVersion);
    }
}
