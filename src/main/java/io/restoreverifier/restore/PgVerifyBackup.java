package io.restoreverifier.restore;

import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * pg_verifybackup: holds every file of a data directory against the checksum that its manifest names, and reads the WAL that
 * recovery needs. Every fault is told, not the first alone.
 */
final class PgVerifyBackup {
    private static final int MOST_LINES = 500;
    private static final int MOST_FINDINGS = 20;
    private static final Pattern SAID = Pattern.compile("^pg_(?:verifybackup|waldump): (?:error|fatal): (.*)$");
    private static final Pattern NO_SEGMENT = Pattern.compile("could not find file \"([0-9A-F]{24})\".*");
    private static final String SUMMARY = "WAL parsing failed for timeline";

    private final PostgresqlServer server;
    private final List<String> lines = new ArrayList<>();

    PgVerifyBackup(PostgresqlServer server) {
        this.server = server;
    }

    /**
     * @param withWal whether the WAL that it needs is in it
     * @throws CannotTell when there is no such program, or it could not do its work
     */
    List<Finding> run(PhysicalCluster cluster, boolean withWal, Duration limit) {
        List<String> arguments = withWal ? List.of(cluster.path()) : List.of("--no-parse-wal", cluster.path());
        int status = server.sandbox().run(server.tool("pg_verifybackup", arguments, limit), (out, line) -> {
            if (lines.size() < MOST_LINES) {
                lines.add(SafeName.shown(line));
            }
        });
        if (status == 127) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    server.sandbox().info().equipment() + " has no pg_verifybackup",
                    "name an image that has it under `restore: {postgresql: {image: ...}}`");
        }
        List<Finding> findings = new ArrayList<>();
        List<String> said = said();
        said.stream().limit(MOST_FINDINGS).forEach(line -> findings.add(finding(line)));
        if (said.size() > MOST_FINDINGS) {
            findings.add(error(
                    FindingCode.ARTIFACT_CORRUPT,
                    "pg_verifybackup: and " + (said.size() - MOST_FINDINGS) + " more faults, or more",
                    "look at its output in the report"));
        }
        if (status != 0 && findings.isEmpty()) {
            throw server.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "pg_verifybackup ended with status " + status + " and named no error",
                            "look at its output in the report"));
        }
        return findings;
    }

    /** Its output for the report: names of files, sizes and checksums. */
    Attachment output() {
        return Attachment.text("pg_verifybackup output", String.join("\n", lines));
    }

    /** That the WAL could not be read sums up what was said of it before. */
    private List<String> said() {
        List<String> said = lines.stream()
                .map(SAID::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .toList();
        return said.stream()
                .filter(line -> !line.startsWith(SUMMARY) || said.size() == 1)
                .toList();
    }

    private static Finding finding(String line) {
        Matcher segment = NO_SEGMENT.matcher(line);
        if (segment.matches()) {
            return error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "WAL segment " + segment.group(1) + " is missing, which the backup needs to be consistent",
                    "keep every file that pg_basebackup writes");
        }
        if (line.contains("is present in the manifest but not on disk")) {
            return error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "pg_verifybackup: " + line,
                    "the file was lost after the backup was made: compare with another copy");
        }
        if (line.contains("is present on disk but not in the manifest")) {
            return error(
                    FindingCode.ARTIFACT_CORRUPT,
                    "pg_verifybackup: " + line,
                    "the file was put there after the backup was made: who else writes into its folder?");
        }
        if (line.contains("WAL record") || line.startsWith(SUMMARY)) {
            return error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "the WAL that the backup needs to be consistent is not whole: " + line,
                    "keep every file that pg_basebackup writes");
        }
        return error(
                FindingCode.ARTIFACT_CORRUPT,
                "pg_verifybackup: " + line,
                "its bytes have changed since it was written: compare with another copy of this artifact");
    }

    private static Finding error(FindingCode code, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, "", message, hint);
    }
}
