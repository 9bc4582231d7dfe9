package io.restoreverifier.restore;

import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.sandbox.LineConsumer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what psql says while it runs a script: the first error ends it. What the script prints is not kept. */
final class PsqlOutput implements LineConsumer {
    private static final String PSQL = "psql:";
    private static final Pattern MESSAGE = Pattern.compile("^psql:(?:<stdin>:(\\d+):)? (.*)$");
    private static final Pattern ERROR = Pattern.compile("^(?:(?:ERROR|FATAL|PANIC): +|error: ).*$");

    /** What a psql, or a server, says that is older than pg_dump: it says nothing about the backup. */
    private static final Pattern TOO_OLD = Pattern.compile("error: invalid command \\\\(?:un)?restrict.*"
            + "|ERROR: +unrecognized configuration parameter \"transaction_timeout\"");

    private final String end;
    private final RestoreErrors errors;
    private String pending = "";
    private boolean raised;
    private boolean ended;
    private boolean tooOld;

    /**
     * @param end what psql prints when it has come to the end of the script
     * @param roles that the entry gives
     */
    PsqlOutput(String end, List<String> roles) {
        this.end = end;
        this.errors = new RestoreErrors("psql", roles);
    }

    String end() {
        return end;
    }

    /** What does not begin with psql's own name goes on with its last message: details, statements, rows. */
    @Override
    public synchronized void line(Stream stream, String text) {
        if (stream == Stream.OUT) {
            ended |= text.equals(end);
        } else if (text.startsWith(PSQL)) {
            take();
            pending = text;
        } else {
            raised |= ServerMessage.isRaised(text);
        }
    }

    /** How it ended: a script that came to its end without an error is restored. */
    synchronized Psql.Ran ran(int status) {
        take();
        boolean whole = status == 0 && ended && !errors.any();
        if (!whole && !errors.any() && !tooOld) {
            errors.error("psql ended with status " + status + " before the end of the script, and named no error");
        }
        return new Psql.Ran(whole, errors);
    }

    private void take() {
        Matcher message = MESSAGE.matcher(pending);
        if (message.matches()) {
            String said = message.group(2);
            String shown = raised ? ServerMessage.raised() : ServerMessage.withoutRows(said);
            errors.line("line " + message.group(1) + ": " + shown);
            if (TOO_OLD.matcher(said).matches()) {
                tooOld = true;
            } else if (ERROR.matcher(said).matches()) {
                errors.error(shown.replaceFirst("^error: ", ""));
            }
        }
        pending = "";
        raised = false;
    }
}
