package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.sandbox.Equipment;
import io.restoreverifier.sandbox.Need;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxRequest;
import java.util.List;
import java.util.Optional;

/**
 * Restores a script of mariadb-dump or mysqldump inside the sandbox, into a server of the version that was dumped, with the
 * real client.
 */
public final class MariadbRestorer implements Restorer {
    /** Exists in both the official images and Debian's packages. */
    private static final String USER = "mysql";

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
    public void prepare(RestoreRequest request) {
        contents(request.inspection()).ifPresent(c -> request.sandboxes().prepare(equipment(c)));
    }

    @Override
    public Need need(RestoreRequest request) {
        return request.sandboxes().need(request.inspection().expandedBytes(), request.limits());
    }

    @Override
    public Restoration restore(RestoreRequest request) {
        Optional<TableOfContents> contents = contents(request.inspection());
        if (contents.isEmpty()) {
            return new Restoration(Optional.empty(), List.of(notADump(request.inspection())), List.of());
        }
        Sandbox sandbox = request.sandboxes()
                .open(new SandboxRequest(
                        request.entry(),
                        equipment(contents.get()),
                        List.of(),
                        request.inspection().expandedBytes(),
                        request.limits(),
                        request.deadline()));
        try {
            MariadbServer server = MariadbServer.begin(sandbox, isMysql(contents.get()), request.limit());
            return new MariadbImport(server, request, contents.get(), settings).run();
        } catch (CannotTell e) {
            CannotTell cause = sandbox.exhaustion().orElse(e);
            sandbox.close();
            throw cause;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    private Equipment equipment(TableOfContents contents) {
        return new Equipment(
                settings.imageFor(contents.serverVersion()),
                USER,
                Optional.of(new Equipment.Software(isMysql(contents) ? "mysql" : "mariadb", 0, 0)));
    }

    private static boolean isMysql(TableOfContents contents) {
        return !contents.serverVersion().contains("MariaDB");
    }

    private static Optional<TableOfContents> contents(Inspection inspection) {
        return inspection.format() == Format.MARIADB_SQL ? inspection.contents() : Optional.empty();
    }

    private static Finding notADump(Inspection inspection) {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                "",
                "expected a dump of MariaDB or MySQL, found a "
                        + inspection.format().label(),
                "does `newest:` match the artifacts of another backup?");
    }
}
