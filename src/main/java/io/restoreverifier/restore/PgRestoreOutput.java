package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.LineConsumer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what pg_restore says, line by line, and tells what each error means. Its exit status alone is never trusted: it
 * is 1 for a missing comment as for a dump without data, and 0 for a dump that holds nothing.
 */
final class PgRestoreOutput implements LineConsumer {
    private static final int MOST_LINES = 500;
    private static final int MOST_FINDINGS = 30;
    /** Before PostgreSQL 12, errors began with {@code [archiver (db)]}, and so did the lines that say where they are. */
    private static final Pattern ERROR = Pattern.compile(
            "^pg_restore: (?:error: |\\[[\\w ()]+] (?!Error |WARNING: ))(?:could not execute query: )?(.*)$");

    /** Where in the table of contents it is: names of objects and nothing else. */
    private static final Pattern PLACE =
            Pattern.compile("^pg_restore: (?:\\[[\\w ()]+] Error )?from TOC entry [0-9; ]+ [A-Z].*$");

    private static final Pattern SERVER = Pattern.compile("^(?:ERROR|FATAL|PANIC): +(.*)$");
    private static final Pattern ROLE = Pattern.compile("role \"((?:[^\"]|\"\")+)\" does not exist");
    private static final Pattern EXTENSION = Pattern.compile(
            "extension \"([^\"]+)\" is not available|could not open extension control file \".*/([^/\"]+)\\.control\"");
    /** Set by a newer pg_dump for servers that know it; says nothing about the data. */
    private static final Set<String> EXPECTED_OF_NEWER_TOOLS =
            Set.of("unrecognized configuration parameter \"transaction_timeout\"");

    private final List<String> given;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> roles = new LinkedHashSet<>();
    private final Set<String> extensions = new LinkedHashSet<>();
    private final Set<String> errors = new LinkedHashSet<>();
    /** The message that may go on in the next lines; empty when there is none. */
    private String pending = "";

    private boolean raised;
    private boolean expectedSeen;
    private boolean diskFull;
    private boolean connectionLost;

    /** @param given the roles that the entry gives */
    PgRestoreOutput(List<String> given) {
        this.given = List.copyOf(given);
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
        if (lines.size() < MOST_LINES) {
            lines.add(message);
        }
        Matcher error = ERROR.matcher(message);
        if (error.matches()) {
            error(withoutLevel(error.group(1)));
        } else if (isError) {
            error(message);
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

    /** @param said without rows: names of objects are still in it */
    private void error(String said) {
        if (EXPECTED_OF_NEWER_TOOLS.contains(said)) {
            expectedSeen = true;
            return;
        }
        Matcher role = ROLE.matcher(said);
        Matcher extension = EXTENSION.matcher(said);
        if (role.find()) {
            roles.add(role.group(1).replace("\"\"", "\""));
        } else if (extension.find()) {
            extensions.add(Optional.ofNullable(extension.group(1)).orElseGet(() -> extension.group(2)));
        } else {
            diskFull |= said.contains("No space left on device");
            connectionLost |= said.contains("server closed the connection unexpectedly")
                    || said.contains("connection to server was lost")
                    || said.contains("terminating connection")
                    || said.contains("out of memory")
                    || said.contains("the database system is in recovery mode");
            errors.add(said);
        }
    }

    private static String withoutLevel(String message) {
        Matcher server = SERVER.matcher(message);
        return server.matches() ? server.group(1) : message;
    }

    /** The output for the report, without row data. */
    synchronized String text() {
        end();
        return lines.isEmpty() ? "(pg_restore said nothing)" : String.join("\n", lines);
    }

    /** What keeps us from telling; empty when the errors speak about the backup. */
    synchronized Optional<CannotTell> trouble() {
        end();
        if (diskFull) {
            return Optional.of(new CannotTell(
                    FindingCode.OUT_OF_DISK,
                    "the sandbox ran out of disk while pg_restore was working",
                    "raise `sandbox: {disk: ...}` in the entry, or make room where the engine keeps its volumes"));
        }
        if (connectionLost) {
            return Optional.of(new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "pg_restore lost the server: " + String.join("; ", errors),
                    "look at the server's log in the report"));
        }
        return Optional.empty();
    }

    /** One finding for each kind of error, all of them, however pg_restore ended. */
    synchronized List<Finding> findings(int status, String toolVersion) {
        end();
        List<Finding> findings = new ArrayList<>();
        if (!roles.isEmpty()) {
            findings.add(rolesMissing());
        }
        extensions.forEach(e -> findings.add(extensionMissing(e)));
        errors.stream().limit(MOST_FINDINGS).forEach(e -> findings.add(errorFinding(e, toolVersion)));
        if (errors.size() > MOST_FINDINGS) {
            findings.add(error(
                    FindingCode.RESTORE_ERRORS,
                    "",
                    "and " + (errors.size() - MOST_FINDINGS) + " more kinds of errors",
                    ""));
        }
        if (findings.isEmpty() && status != 0 && !expectedSeen) {
            findings.add(error(
                    FindingCode.RESTORE_FAILED,
                    "",
                    "pg_restore ended with status " + status + " and named no error",
                    "look at its output in the report"));
        }
        return findings;
    }

    private Finding rolesMissing() {
        List<String> all = new ArrayList<>();
        given.forEach(role -> all.add(inYaml(role)));
        roles.forEach(role -> all.add(inYaml(role)));
        return error(
                FindingCode.ROLE_MISSING,
                String.join(", ", roles),
                "the dump needs " + (roles.size() == 1 ? "a role that does" : "roles that do") + " not exist: "
                        + String.join(", ", roles),
                "pg_dump carries no roles; write under `restore: postgresql:` the line  roles: ["
                        + String.join(", ", all) + "]  or keep a dump of globals");
    }

    private static String inYaml(String role) {
        return role.matches("[A-Za-z_][A-Za-z0-9_-]*") ? role : "'" + role.replace("'", "''") + "'";
    }

    private static Finding extensionMissing(String extension) {
        return error(
                FindingCode.EXTENSION_MISSING,
                extension,
                "the dump needs extension " + extension + ", which the image does not carry",
                "name an image that has it under `restore: {postgresql: {image: ...}}`, and have it at hand for the day");
    }

    private static Finding errorFinding(String message, String toolVersion) {
        if (message.contains("unsupported version") && message.contains("file header")) {
            return error(
                    FindingCode.VERSION_MISMATCH,
                    "",
                    message + "; the dump was written by pg_dump " + toolVersion,
                    "restore with tools of at least that major: `restore: {postgresql: {version: ...}}`");
        }
        if (message.contains("unexpected end of file")
                || message.contains("could not read from input file: end of file")) {
            return error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "",
                    message,
                    "the dump ends too early: was its disk full when it was written?");
        }
        if (message.contains("could not uncompress data") || message.contains("did not find magic string")) {
            return error(FindingCode.ARTIFACT_CORRUPT, "", message, "its bytes have changed since it was written");
        }
        return error(FindingCode.RESTORE_ERRORS, "", message, "look at pg_restore's output in the report");
    }

    private static Finding error(FindingCode code, String subject, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, subject, message, hint);
    }
}
