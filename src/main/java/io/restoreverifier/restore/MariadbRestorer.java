package io.restoreverifier.restore;

import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.MariadbBackup;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.sandbox.Equipment;
import io.restoreverifier.sandbox.Need;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Restores a backup of MariaDB or MySQL inside the sandbox, into a server of the version that was backed up: a script of mariadb-dump or
 * mysqldump with the real client; a backup of mariadb-backup by preparing it.
 */
public final class MariadbRestorer implements Restorer {
    /** Exists in both the official images and Debian's packages. */
    private static final String USER = "mysql";

    private static final int COMPRESSED = 10;

    private final MariadbSettings settings;

    private MariadbRestorer(MariadbSettings settings) {
        this.settings = settings;
    }

    /** Reads {@code restore: mariadb:}; what is wrong with it becomes a problem of the catalog. */
    public static MariadbRestorer read(Settings settings) {
        return new MariadbRestorer(MariadbSettings.read(settings));
    }

    @Override
    public String kind() {
        return "database";
    }

    @Override
    public String checks() {
        return "mariadb";
    }

    @Override
    public List<String> companions() {
        return settings.incrementals().or(settings::binlogs).map(List::of).orElse(List.of());
    }

    @Override
    public boolean companionsGoOn() {
        return settings.binlogs().isPresent();
    }

    @Override
    public Optional<Instant> target() {
        return settings.target();
    }

    @Override
    public boolean companionsAreAll() {
        return settings.incrementals().isPresent();
    }

    @Override
    public void prepare(RestoreRequest request) {
        server(request.inspection()).ifPresent(s -> request.sandboxes().prepare(equipment(s)));
    }

    @Override
    public Need need(RestoreRequest request) {
        return request.sandboxes().need(bytes(request), request.limits());
    }

    @Override
    public Restoration restore(RestoreRequest request) {
        Optional<String> version = server(request.inspection());
        if (version.isEmpty()) {
            return new Restoration(Optional.empty(), List.of(notADump(request.inspection())), List.of());
        }
        List<Finding> before = request.inspection()
                .mariadb()
                .map(backup -> MariadbBackupGaps.ofFull(
                        backup, request.artifact().artifact().name(), settings.version()))
                .orElse(List.of());
        if (!before.isEmpty()) {
            return new Restoration(Optional.empty(), before, List.of());
        }
        Sandbox sandbox = request.sandboxes()
                .open(new SandboxRequest(
                        request.entry(),
                        equipment(version.get()),
                        List.of(),
                        bytes(request),
                        request.limits(),
                        request.deadline()));
        return Handover.of(sandbox, () -> restoration(sandbox, request));
    }

    private Restoration restoration(Sandbox sandbox, RestoreRequest request) {
        Optional<TableOfContents> contents = contents(request.inspection());
        if (contents.isEmpty()) {
            return new MariadbPhysicalRestore(sandbox, request, settings).run();
        }
        boolean mysql = isMysql(contents.get().serverVersion());
        MariadbServer server = MariadbServer.begin(sandbox, mysql, request.limit());
        return new MariadbImport(server, request, contents.get(), settings).run();
    }

    /** With what goes on from it, of which each byte may come to be one of the data directory. */
    private static long bytes(RestoreRequest request) {
        long more =
                request.companions().stream().mapToLong(FetchedArtifact::bytes).sum();
        return request.inspection().expandedBytes() + COMPRESSED * more;
    }

    private Equipment equipment(String server) {
        return new Equipment(
                settings.imageFor(server),
                USER,
                Optional.of(new Equipment.Software(isMysql(server) ? "mysql" : "mariadb", 0, 0)));
    }

    private static boolean isMysql(String server) {
        return !server.contains("MariaDB");
    }

    /** The version of the server that was backed up; empty when it is nothing of MariaDB or MySQL. */
    private static Optional<String> server(Inspection inspection) {
        return contents(inspection)
                .map(TableOfContents::serverVersion)
                .or(() -> inspection.mariadb().map(MariadbBackup::server));
    }

    private static Optional<TableOfContents> contents(Inspection inspection) {
        return inspection.format() == Format.MARIADB_SQL ? inspection.contents() : Optional.empty();
    }

    private static Finding notADump(Inspection inspection) {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                "",
                "expected a dump of MariaDB or MySQL or a backup by mariadb-backup, found a "
                        + inspection.format().label(),
                "does `newest:` match the artifacts of another backup?");
    }
}
