package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.FullDisk;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The errors of a restore, by whatever means it was done, and what each of them means. Every message given to it is
 * without rows already; names of objects are still in it.
 */
final class RestoreErrors {
    private static final int MOST_LINES = 500;
    private static final int MOST_FINDINGS = 30;
    private static final Pattern SERVER = Pattern.compile("^(?:ERROR|FATAL|PANIC): +(.*)$");
    private static final Pattern ROLE = Pattern.compile("role \"((?:[^\"]|\"\")+)\" does not exist");
    private static final Pattern EXTENSION = Pattern.compile(
            "extension \"([^\"]+)\" is not available|could not open extension control file \".*/([^/\"]+)\\.control\"");
    /** Set by a newer pg_dump for servers that know it; says nothing about the data. */
    private static final Set<String> EXPECTED_OF_NEWER_TOOLS =
            Set.of("unrecognized configuration parameter \"transaction_timeout\"");

    private final String tool;
    private final List<String> given;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> roles = new LinkedHashSet<>();
    private final Set<String> extensions = new LinkedHashSet<>();
    private final Set<String> errors = new LinkedHashSet<>();
    private boolean expectedSeen;
    private boolean diskFull;
    private boolean connectionLost;

    /**
     * @param tool what restores, as messages call it
     * @param given the roles that the entry gives
     */
    RestoreErrors(String tool, List<String> given) {
        this.tool = tool;
        this.given = List.copyOf(given);
    }

    /** A line of output for the report. */
    void line(String shown) {
        if (lines.size() < MOST_LINES) {
            lines.add(shown);
        }
    }

    /** One error, as the server or the tool says it. */
    void error(String message) {
        Matcher server = SERVER.matcher(message);
        String said = server.matches() ? server.group(1) : message;
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

    /** Whether there was any that counts. */
    boolean any() {
        return !(roles.isEmpty() && extensions.isEmpty() && errors.isEmpty());
    }

    /** The output for the report, without row data. */
    String text() {
        return lines.isEmpty() ? "(" + tool + " said nothing)" : String.join("\n", lines);
    }

    /** What keeps us from telling; empty when the errors speak about the backup. */
    Optional<CannotTell> trouble() {
        if (diskFull) {
            return Optional.of(FullDisk.told(" while " + tool + " was working"));
        }
        if (connectionLost) {
            return Optional.of(new CannotTell(
                    FindingCode.TOOL_FAILED,
                    tool + " lost the server: " + String.join("; ", errors),
                    "look at the server's log in the report"));
        }
        return Optional.empty();
    }

    /** One finding for each kind of error, all of them, however the restore ended. */
    List<Finding> findings(int status, String toolVersion) {
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
                    tool + " ended with status " + status + " and named no error",
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

    private Finding errorFinding(String message, String toolVersion) {
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
        return error(FindingCode.RESTORE_ERRORS, "", message, "look at " + tool + "'s output in the report");
    }

    private static Finding error(FindingCode code, String subject, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, subject, message, hint);
    }
}
