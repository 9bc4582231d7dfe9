package io.restoreverifier.restore;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.MariadbBackup;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.Stage;
import io.restoreverifier.restore.MariadbBackupUnpacking.Unpacked;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Brings a backup of mariadb-backup back: unpacks it and the incremental ones that go on from it, prepares it, reads every page,
 * takes away what would act on others, and starts a server on it. Used once.
 */
final class MariadbPhysicalRestore {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Whom it follows, what it would say of itself to others, its own binary and relay logs. */
    private static final String MAKE_SAFE = """
            cd "$1" && rm -f master.info relay-log.info multi-master.info master-*.info relay-log-*.info *-relay-bin.* \
            *-bin.[0-9]* *-bin.index *-bin.state auto.cnf my.cnf *.pid && chmod 700 . && mkdir -p "$2/tmp" "$2/files\"""";

    /** What a data directory cannot be opened without. */
    private static final Pattern SETTING = Pattern.compile(
            "(innodb_(?:page_size|undo_tablespaces|data_file_path|checksum_algorithm))=([A-Za-z0-9_:;.-]{1,200})");

    private final Sandbox sandbox;
    private final RestoreRequest request;
    private final MariadbSettings settings;
    private final MariadbBackupTool tool;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    MariadbPhysicalRestore(Sandbox sandbox, RestoreRequest request, MariadbSettings settings) {
        this.sandbox = sandbox;
        this.request = request;
        this.settings = settings;
        this.tool = new MariadbBackupTool(sandbox, request.limit());
    }

    Restoration run() {
        Unpacked full = new MariadbBackupUnpacking(sandbox, request, request.artifact(), "data").run();
        findings.addAll(full.findings());
        MariadbChain chain = findings.isEmpty() ? chain(full) : new MariadbChain(List.of(), List.of());
        if (!isBad()) {
            prepare(full, chain);
        }
        if (isBad()) {
            return nothing();
        }
        shell(MAKE_SAFE, full.folder(), sandbox.dataFolder());
        MariadbServer server = MariadbServer.on(sandbox, full.folder(), request.limit());
        List<String> own = new ArrayList<>(own(full.folder()));
        // Binary logs may make events, which a server refuses whose scheduler is disabled; turn it on they cannot.
        own.add("--event-scheduler=" + (settings.binlogs().isPresent() ? "OFF" : "DISABLED"));
        server.serveAsItIs(own)
                .ifPresent(how -> findings.add(Finding.error(
                        FindingCode.RESTORE_FAILED,
                        Stage.RESTORE,
                        "",
                        how + ", on the prepared backup" + MariadbDatabase.lastOfLog(sandbox),
                        "restore it by hand with the same image, and see what the server says")));
        if (settings.binlogs().isPresent() && !isBad()) {
            findings.addAll(new BinlogReplay(server, request, settings.target())
                    .run(full.backup().flatMap(MariadbBackup::position), notes));
        }
        return isBad() ? nothing() : new Restoration(database(server), findings, attachments);
    }

    private MariadbChain chain(Unpacked full) {
        List<Unpacked> incrementals = new ArrayList<>();
        for (int i = 0;
                settings.incrementals().isPresent() && i < request.companions().size();
                i++) {
            Unpacked one = new MariadbBackupUnpacking(
                            sandbox, request, request.companions().get(i), "incremental-" + i)
                    .run();
            findings.addAll(one.findings());
            incrementals.add(one);
        }
        if (isBad()) {
            return new MariadbChain(List.of(), List.of());
        }
        MariadbChain chain = MariadbChain.of(full, incrementals);
        findings.addAll(chain.findings());
        return chain;
    }

    private void prepare(Unpacked full, MariadbChain chain) {
        boolean prepared = full.backup().orElseThrow().prepared();
        if (prepared) {
            notes.add("the backup was prepared before it was kept");
        } else {
            findings.addAll(tool.prepare(full.folder(), "", full.name()));
        }
        for (Unpacked step : chain.steps()) {
            if (!isBad()) {
                findings.addAll(tool.prepare(full.folder(), step.folder(), step.name()));
            }
        }
        attachments.add(tool.output());
        if (settings.incrementals().isPresent()) {
            notes.add("incremental backups applied: "
                    + (chain.steps().isEmpty()
                            ? "none, since there is none after the full one"
                            : String.join(
                                    ", ",
                                    chain.steps().stream().map(Unpacked::name).toList())));
        }
        if (!isBad()) {
            findings.addAll(tool.pages(full.folder(), notes));
        }
    }

    private List<String> own(String folder) {
        List<String> own = new ArrayList<>();
        sandbox.run(Command.of(LIMIT, "cat", folder + "/backup-my.cnf"), (stream, text) -> {
            var setting = SETTING.matcher(text.strip());
            if (stream == LineConsumer.Stream.OUT && setting.matches()) {
                own.add("--" + setting.group(1).replace('_', '-') + "=" + setting.group(2));
            }
        });
        return own;
    }

    private Optional<Restored> database(MariadbServer server) {
        MariadbDatabase database = MariadbDatabase.physical(server, settings.database());
        notes.forEach(database::note);
        database.note("users: those of the backup; the checks ask without their rights");
        if (!database.databases().isEmpty()
                && settings.database()
                        .filter(d -> !database.databases().contains(d))
                        .isEmpty()) {
            return Optional.of(database);
        }
        findings.add(Finding.error(
                FindingCode.WRONG_SYSTEM,
                Stage.RESTORE,
                settings.database().orElse(""),
                "the backup has no database"
                        + settings.database().map(name -> " " + name).orElse(""),
                "does the backup job take another server? or correct `restore: {mariadb: {database: ...}}`"));
        return Optional.empty();
    }

    private void shell(String script, String... arguments) {
        List<String> whole = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        whole.addAll(List.of(arguments));
        int status = sandbox.run(Command.of(LIMIT, whole.toArray(String[]::new)), (stream, text) -> {});
        if (status != 0) {
            throw sandbox.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "the restored data directory could not be made safe: status " + status,
                            "does the image have sh, rm, chmod and mkdir?"));
        }
    }

    private boolean isBad() {
        return findings.stream().anyMatch(Finding::isError);
    }

    private Restoration nothing() {
        return new Restoration(Optional.empty(), findings, attachments);
    }
}
