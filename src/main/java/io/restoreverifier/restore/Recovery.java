package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Lineage;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recovers a data directory to the end of its WAL, by the server in single-user mode: no client can reach it, no trigger
 * fires on whoever logs in, and when it ends the directory is shut down, as pg_checksums wants it. On that occasion the
 * superuser that this process signs in as is made.
 */
final class Recovery {
    private static final Pattern SAID = Pattern.compile("^.*?\\b(LOG|WARNING|ERROR|FATAL|PANIC):\\s+(.*)$");
    private static final Pattern DONE = Pattern.compile("^redo done at (" + Lineage.NUMBER + ")\\b");
    private static final String HAS_ROLE = "role \"" + PostgresqlServer.SUPERUSER + "\" already exists";

    private final PostgresqlServer server;
    private final List<String> log = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private String end = "";

    Recovery(PostgresqlServer server) {
        this.server = server;
    }

    /**
     * Recovers.
     *
     * @param settings of the server, beside those of any restore
     * @return what is wrong with the backup; when it is empty, the directory is recovered and shut down
     * @throws CannotTell when the sandbox keeps us from telling
     */
    List<Finding> run(PhysicalCluster cluster, Map<String, String> settings, Duration limit) {
        String superuser = PostgresqlServer.SUPERUSER;
        // Until PostgreSQL 13 another one was the default, which nobody is let in with.
        String statements =
                "set password_encryption = 'scram-sha-256'\ncreate role " + superuser + "\nalter role " + superuser
                        + " superuser login noreplication connection limit -1 valid until 'infinity' password '"
                        + server.password() + "'\nalter role " + superuser + " reset all\n";
        List<String> arguments = new ArrayList<>(List.of("--single"));
        arguments.addAll(ServerSettings.arguments(cluster.path(), server.sandbox(), settings));
        arguments.add("template1");
        int status;
        try (SharedFile pgpass = SharedFile.write(server.sandbox(), "pgpass", "*:*:*:*:" + server.password() + "\n");
                SharedFile script = SharedFile.write(server.sandbox(), "superuser.sql", statements)) {
            // libpq takes a password file only from its owner and readable by nobody else: hence a copy by the user.
            String before = "(umask 077; cp " + pgpass.inside() + " "
                    + server.sandbox().dataFolder() + "/pgpass) && exec <" + script.inside() + " || exit 3; ";
            status = server.sandbox()
                    .run(server.tool(before, "postgres", arguments, limit), (stream, text) -> heard(text));
        }
        if (status == 0 && errors.isEmpty()) {
            return List.of();
        }
        server.exhaustion().ifPresent(lack -> {
            throw lack;
        });
        return List.of(finding(status));
    }

    /** The log sequence number at which redo ended; empty when the server said none. */
    String end() {
        return end;
    }

    /** What the server said of itself. */
    String log() {
        return String.join("\n", log);
    }

    private void heard(String text) {
        Matcher said = SAID.matcher(text);
        if (!said.matches() || said.group(2).equals(HAS_ROLE)) {
            return;
        }
        Matcher done = DONE.matcher(said.group(2));
        end = done.find() ? done.group(1) : end;
        String message = ServerMessage.withoutRows(said.group(2));
        log.add(said.group(1) + ": " + message);
        if (!said.group(1).equals("LOG") && !said.group(1).equals("WARNING")) {
            errors.add(said.group(2));
        }
    }

    private Finding finding(int status) {
        if (status == 127) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    server.sandbox().info().equipment() + " has no PostgreSQL server",
                    "name an image with PostgreSQL under `restore: {postgresql: {image: ...}}`");
        }
        for (String error : errors) {
            Optional<Finding> known = known(error);
            if (known.isPresent()) {
                return known.get();
            }
        }
        String last = errors.isEmpty() ? "it named no error" : ServerMessage.withoutRows(errors.get(errors.size() - 1));
        return error(
                FindingCode.RESTORE_FAILED,
                "the server could not recover it: " + last,
                "look at the recovery's log in the report");
    }

    private static Optional<Finding> known(String said) {
        String message = ServerMessage.withoutRows(said);
        if (said.contains("locale is incompatible with operating system")) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the sandbox does not have the locale of the backed up server: " + message,
                    "name an image that has it under `restore: {postgresql: {image: ...}}`");
        }
        if (said.contains("are incompatible with server")) {
            return Optional.of(error(
                    FindingCode.VERSION_MISMATCH,
                    "the server does not take it: " + message,
                    "a physical backup wants the very major and build that it was made of: name that image"));
        }
        if (said.contains("this is an incremental backup")) {
            return Optional.of(error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "it is an incremental backup, which holds only what has changed since another one",
                    "make one backup of it and all it goes on from by pg_combinebackup, and let `newest` name that"));
        }
        if (said.contains("required checkpoint record") || said.contains("could not find redo location")) {
            return Optional.of(error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "the WAL that recovery begins with is missing or damaged: " + message,
                    "keep every file that pg_basebackup writes"));
        }
        if (said.contains("recovery ended before configured recovery target")) {
            return Optional.of(error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "the archived WAL ends before the target time",
                    "did archiving stop? look at pg_stat_archiver in production, or take an earlier `target-time`; `wal:` names"
                            + " the archive where it does not come with the backup"));
        }
        if (said.contains("requested recovery stop point is before consistent recovery point")) {
            return Optional.of(error(
                    FindingCode.RESTORE_FAILED,
                    "the target time lies before the end of the backup, which is consistent only from there on",
                    "take a later `target-time`, or an older backup"));
        }
        if (said.contains("WAL ends before")) {
            return Optional.of(error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "recovery did not reach a consistent state: " + message,
                    "WAL is missing at the end: let pg_basebackup take it along by --wal-method=stream"));
        }
        if (said.contains("invalid page") || said.contains("could not read block")) {
            return Optional.of(error(
                    FindingCode.PAGE_CORRUPT,
                    "recovery came upon a page that is damaged: " + message,
                    "run pg_checksums --check or pg_amcheck in production"));
        }
        return Optional.empty();
    }

    private static Finding error(FindingCode code, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, "", message, hint);
    }
}
