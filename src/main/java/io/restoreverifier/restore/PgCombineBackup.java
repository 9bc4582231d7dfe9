package io.restoreverifier.restore;

import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Combines a full backup of PostgreSQL and the incremental ones that go on from it, by pg_combinebackup: unpacks each, holds it against
 * its manifest, and makes the data directory of them. Used once.
 */
final class PgCombineBackup {
    private static final int MOST_LINES = 100;
    private static final String ERROR = "pg_combinebackup: error: ";

    /** It takes links to tablespaces only where they are absolute. */
    private static final String LINK = "cd \"$1\" && mkdir -p ../" + PhysicalCluster.TABLESPACES
            + "/$2 && { rmdir pg_tblspc/$2 2>/dev/null; ln -s \"${1%/*}/" + PhysicalCluster.TABLESPACES
            + "/$2\" pg_tblspc/$2; }";

    private final PostgresqlServer server;
    private final RestoreRequest request;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    PgCombineBackup(PostgresqlServer server, RestoreRequest request) {
        this.server = server;
        this.request = request;
    }

    /**
     * Unpacks, verifies and combines.
     *
     * @param steps the full one first
     * @return what is wrong; then there is no data directory
     */
    List<Finding> run(List<PhysicalStep> steps) {
        for (PhysicalStep step : steps) {
            new PhysicalUnpacking(server.sandbox(), request, step).run();
            for (String number : step.backup().heldTablespaces()) {
                shell(LINK, place(step), number);
            }
            verify(step);
        }
        if (findings.isEmpty()) {
            combine(steps);
        }
        return List.copyOf(findings);
    }

    Attachment output() {
        return Attachment.text("pg_combinebackup output", String.join("\n", lines));
    }

    /** What is combined gets a manifest of its own, which proves nothing of what it was combined from. */
    private void verify(PhysicalStep step) {
        if (!step.backup().manifest()) {
            findings.add(error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    step.name(),
                    step.name() + " has no backup_manifest, which pg_combinebackup takes its checksums from",
                    "keep every file that pg_basebackup writes"));
            return;
        }
        new PhysicalGaps(step.backup()).tablespaces().forEach(missing -> tell(step, missing));
        PhysicalCluster cluster = new PhysicalCluster(server, step.prefix());
        new PgVerifyBackup(server).run(cluster, true, request.limit()).forEach(found -> tell(step, found));
    }

    private void tell(PhysicalStep step, Finding found) {
        findings.add(error(found.code(), step.name(), step.name() + ": " + found.message(), found.hint()));
    }

    private void combine(List<PhysicalStep> steps) {
        PhysicalStep newest = steps.get(steps.size() - 1);
        Set<String> tablespaces = newest.backup().heldTablespaces();
        List<String> arguments = new ArrayList<>(List.of("--no-sync", "-o", new PhysicalCluster(server).path()));
        for (String number : tablespaces) {
            String there = PhysicalCluster.TABLESPACES + "/" + number;
            arguments.add("--tablespace-mapping=" + server.sandbox().dataFolder() + "/" + newest.prefix() + there + "="
                    + server.sandbox().dataFolder() + "/" + there);
        }
        steps.forEach(step -> arguments.add(place(step)));
        int status = server.sandbox()
                .run(server.tool("pg_combinebackup", arguments, request.limit()), (stream, text) -> hear(text));
        if (status == 127) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    server.sandbox().info().equipment() + " has no pg_combinebackup",
                    "name an image of PostgreSQL 17 or later under `restore: {postgresql: {image: ...}}`");
        }
        if (status != 0) {
            server.exhaustion().ifPresent(exhausted -> {
                throw exhausted;
            });
            findings.add(error(FindingCode.RESTORE_FAILED, newest.name(), said(status), "run it by hand, and see"));
        }
        for (PhysicalStep step : steps) {
            shell(
                    "rm -rf \"$1\"",
                    server.sandbox().dataFolder() + "/" + step.prefix().replaceFirst("/$", ""));
        }
    }

    private void hear(String text) {
        if (lines.size() < MOST_LINES) {
            lines.add(SafeName.shown(text));
        }
    }

    private String said(int status) {
        String errors = lines.stream()
                .filter(line -> line.startsWith(ERROR))
                .map(line -> line.substring(ERROR.length()))
                .collect(Collectors.joining("; "));
        return "pg_combinebackup cannot combine the backups: " + (errors.isEmpty() ? "status " + status : errors);
    }

    private String place(PhysicalStep step) {
        return new PhysicalCluster(server, step.prefix()).path();
    }

    private void shell(String script, String... arguments) {
        List<String> whole = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        whole.addAll(List.of(arguments));
        int status = server.sandbox()
                .run(Command.of(Duration.ofMinutes(5), whole.toArray(String[]::new)), (stream, text) -> hear(text));
        if (status != 0) {
            throw server.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "the backups could not be laid side by side: status " + status,
                            "does the image have sh, mkdir, ln and rm?"));
        }
    }

    private static Finding error(FindingCode code, String subject, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, subject, message, hint);
    }
}
