package io.restoreverifier.restore;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PhysicalBackup;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Brings a physical backup back: unpacks it, holds it against its manifest, makes its configuration harmless, recovers it to
 * the end of its WAL, reads every page, and starts a server on it. Used once.
 */
final class PhysicalRestore {
    private static final String DATABASES = """
            select datname from pg_database where datallowconn and not datistemplate
            order by datname = 'postgres', pg_database_size(oid) desc, datname""";

    private final PostgresqlServer server;
    private final RestoreRequest request;
    private PhysicalBackup backup;
    private final PostgresqlSettings settings;
    private final PhysicalCluster cluster;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    /** What it holds with the archived WAL. */
    private PhysicalBackup together;

    PhysicalRestore(
            PostgresqlServer server, RestoreRequest request, PhysicalBackup backup, PostgresqlSettings settings) {
        this.server = server;
        this.request = request;
        this.backup = backup;
        this.together = backup;
        this.settings = settings;
        this.cluster = new PhysicalCluster(server);
        notes.addAll(server.sandbox().info().notes());
    }

    Restoration run() {
        if (settings.incrementals().isPresent()) {
            combine();
            if (isBad()) {
                return nothing();
            }
        } else {
            new PhysicalUnpacking(server.sandbox(), request, PhysicalStep.of(request, backup, "")).run();
            cluster.link(backup.heldTablespaces());
        }
        verify();
        Map<String, String> control = cluster.controlData();
        findings.addAll(ControlData.findings(control, backup));
        if (settings.wal().isPresent()) {
            WalArchive.Archived archived = WalArchive.unpack(server.sandbox(), request, backup);
            findings.addAll(archived.findings());
            together = archived.together();
            findings.addAll(new PhysicalGaps(together).findings());
        }
        if (isBad()) {
            return nothing();
        }
        PreloadedLibraries preloaded = new PreloadedLibraries();
        findings.addAll(preloaded.missing(server, cluster));
        notes.addAll(preloaded.notes());
        cluster.makeSafe();
        Map<String, String> own = ControlData.settings(control);
        if (!recovered(own)) {
            return nothing();
        }
        readPages(control);
        own.putAll(ControlData.withoutEventTriggers(backup.major()));
        server.run(cluster.path(), own);
        return new Restoration(database(), findings, attachments);
    }

    /** What recovery begins with is then the newest of them. */
    private void combine() {
        PhysicalStep full = PhysicalStep.of(request, backup, "full/");
        List<PhysicalStep> incrementals = new ArrayList<>();
        for (int i = 0; i < request.companions().size(); i++) {
            PhysicalStep.of(request.companions().get(i), "incremental-" + i + "/", findings)
                    .ifPresent(incrementals::add);
        }
        PhysicalChain chain = isBad() ? new PhysicalChain(List.of(), List.of()) : PhysicalChain.of(full, incrementals);
        findings.addAll(chain.findings());
        if (isBad()) {
            return;
        }
        List<PhysicalStep> steps = new ArrayList<>(List.of(full));
        steps.addAll(chain.steps());
        PgCombineBackup combining = new PgCombineBackup(server, request);
        findings.addAll(combining.run(steps));
        attachments.add(combining.output());
        backup = steps.get(steps.size() - 1).backup();
        together = backup;
        notes.add("incremental backups combined by pg_combinebackup: "
                + (chain.steps().isEmpty()
                        ? "none, since there is none after the full one"
                        : chain.steps().stream().map(PhysicalStep::name).collect(Collectors.joining(", "))));
    }

    private void verify() {
        if (!backup.manifest()) {
            notes.add("there is no backup_manifest: pg_verifybackup had nothing to hold the files against");
            return;
        }
        PgVerifyBackup verification = new PgVerifyBackup(server);
        findings.addAll(verification.run(cluster, settings.wal().isEmpty(), request.limit()));
        attachments.add(verification.output());
        notes.add("every file was held against backup_manifest by pg_verifybackup");
    }

    private boolean recovered(Map<String, String> own) {
        Recovery recovery = new Recovery(server);
        Map<String, String> during = new LinkedHashMap<>(own);
        if (settings.wal().isPresent()) {
            cluster.recoverFromArchive();
            during.putAll(WalArchive.settings(server.sandbox(), settings.target()));
            notes.add("recovered from archived WAL" + untilWhen());
        } else if (settings.target().isPresent() || backup.timelines() > 1) {
            cluster.recoverFromArchive();
            during.putAll(WalArchive.settings(settings.target()));
            notes.add("recovered from the WAL that came with it" + untilWhen());
        }
        List<Finding> wrong = recovery.run(cluster, during, request.limit());
        findings.addAll(wrong);
        attachments.add(Attachment.text("recovery", recovery.log()));
        if (wrong.isEmpty() && (settings.wal().isPresent() || request.withWal())) {
            judgeEnd(recovery);
        }
        return wrong.isEmpty();
    }

    private void judgeEnd(Recovery recovery) {
        if (settings.wal().isPresent() && !recovery.log().contains("restored log file")) {
            findings.add(
                    Finding.warning(
                            FindingCode.ARTIFACT_INCOMPLETE,
                            Stage.RESTORE,
                            "WAL",
                            "recovery took no segment from the archived WAL: what came back is as old as the base backup",
                            "does archive_command still copy? compare the newest segment with production's pg_current_wal_lsn()"));
        }
        Optional<Finding> damaged = RecoveryEnd.damaged(recovery.log());
        if (damaged.isEmpty() && settings.target().isEmpty()) {
            damaged = RecoveryEnd.early(recovery.end(), together);
        }
        damaged.ifPresent(findings::add);
    }

    private String untilWhen() {
        return settings.target().map(time -> " to " + time).orElse(", to its end");
    }

    private void readPages(Map<String, String> control) {
        if (!ControlData.hasPageChecksums(control)) {
            notes.add("page checksums: off; what a disk did to a page is only seen where a check comes upon it");
            return;
        }
        PageChecksums pages = new PageChecksums(server);
        findings.addAll(pages.run(cluster, request.limit()));
        notes.add(pages.note());
    }

    private boolean isBad() {
        return findings.stream().anyMatch(Finding::isError);
    }

    private Restoration nothing() {
        return new Restoration(Optional.empty(), findings, attachments);
    }

    private Optional<Restored> database() {
        List<String> databases = databases();
        Optional<String> wanted = settings.database();
        if (databases.isEmpty()
                || wanted.filter(name -> !databases.contains(name)).isPresent()) {
            findings.add(Finding.error(
                    FindingCode.WRONG_SYSTEM,
                    Stage.RESTORE,
                    wanted.orElse(""),
                    "the backup has no database"
                            + wanted.map(name -> " " + name).orElse(""),
                    "does the backup job take another server? or correct `restore: {postgresql: {database: ...}}`"));
            return Optional.empty();
        }
        String name = wanted.orElse(databases.get(0));
        if (databases.size() > 1) {
            notes.add("the checks ask database " + name + ", one of " + databases.size()
                    + (wanted.isPresent() ? "" : ", since it is the largest; `database:` names another"));
        }
        PostgresqlDatabase database = PostgresqlDatabase.physical(server, name, notes);
        database.readVersion();
        return Optional.of(database);
    }

    private List<String> databases() {
        List<String> names = new ArrayList<>();
        try (Connection connection = server.dataSource("template1").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DATABASES)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the restored server does not say which databases it has: " + ServerMessage.of(e),
                    "look at the server's log in the report",
                    e);
        }
    }
}
