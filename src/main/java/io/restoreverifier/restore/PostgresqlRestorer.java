package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.PhysicalBackup;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.sandbox.Equipment;
import io.restoreverifier.sandbox.Need;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Restores a backup of PostgreSQL inside the sandbox, into a server of the major that was backed up: a dump with the real
 * pg_restore or psql, or where none is installed with a reader of our own; a physical backup by recovery.
 */
public final class PostgresqlRestorer implements Restorer {
    private static final Pattern MAJOR = Pattern.compile("^(\\d+)(?:\\.(\\d+))?.*");
    /** Exists in both the official and Debian's packages; PostgreSQL refuses to run as root. */
    private static final String USER = "postgres";

    /** Each byte of what goes on from it may come to be so many. */
    private static final int COMPRESSED = 10;

    private final PostgresqlSettings settings;

    private PostgresqlRestorer(PostgresqlSettings settings) {
        this.settings = settings;
    }

    /** Reads {@code restore: postgresql:}; what is wrong with it becomes a problem of the catalog. */
    public static PostgresqlRestorer read(Settings settings) {
        return new PostgresqlRestorer(PostgresqlSettings.read(settings));
    }

    @Override
    public String kind() {
        return "database";
    }

    @Override
    public String checks() {
        return "postgresql";
    }

    @Override
    public List<String> companions() {
        return settings.companions();
    }

    @Override
    public boolean companionsGoOn() {
        return settings.wal().isPresent();
    }

    @Override
    public boolean companionsAreAll() {
        return settings.incrementals().isPresent();
    }

    @Override
    public Optional<Instant> target() {
        return settings.target();
    }

    @Override
    public void prepare(RestoreRequest request) {
        equipment(request.inspection()).ifPresent(e -> request.sandboxes().prepare(e));
    }

    @Override
    public Need need(RestoreRequest request) {
        return request.sandboxes().need(bytes(request), request.limits());
    }

    @Override
    public Restoration restore(RestoreRequest request) {
        Optional<Equipment> equipment = equipment(request.inspection());
        if (equipment.isEmpty()) {
            return nothing(List.of(notADump(request.inspection())));
        }
        List<Finding> before = request.inspection()
                .physical()
                .map(backup -> PhysicalGaps.beforehand(backup, settings))
                .orElse(List.of());
        if (!before.isEmpty()) {
            return nothing(before);
        }
        Sandbox sandbox = request.sandboxes()
                .open(new SandboxRequest(
                        request.entry(),
                        equipment.get(),
                        request.inspection().physical().isPresent() ? List.of() : inputs(request),
                        bytes(request),
                        request.limits(),
                        request.deadline()));
        PostgresqlServer server = PostgresqlServer.in(sandbox, request.limit());
        return Handover.of(server, () -> {
            Restoration restoration = restoration(server, request);
            if (restoration.restored().isPresent()) {
                Lack.in(restoration.findings(), sandbox.info()).ifPresent(lack -> {
                    throw lack;
                });
            }
            return restoration;
        });
    }

    /** What is combined lies there twice for a while. */
    private long bytes(RestoreRequest request) {
        long whole = request.inspection().expandedBytes();
        long more =
                request.companions().stream().mapToLong(FetchedArtifact::bytes).sum();
        return settings.incrementals().isEmpty() ? whole : 2 * whole + COMPRESSED * more;
    }

    private Restoration restoration(PostgresqlServer server, RestoreRequest request) {
        Optional<PhysicalBackup> physical = request.inspection().physical();
        return physical.isPresent()
                ? new PhysicalRestore(server, request, physical.get(), settings).run()
                : rehearsed(server, request, request.inspection().contents().orElseThrow());
    }

    /** Where the entry wants another major than the dump's. */
    private Restoration rehearsed(PostgresqlServer server, RestoreRequest request, TableOfContents contents) {
        Restoration restoration = restoration(server, request, contents);
        return settings.version().isEmpty() || contents.serverVersion().isEmpty()
                ? restoration
                : new UpgradeRehearsal(
                                major(contents.serverVersion()),
                                settings.version().get())
                        .told(restoration);
    }

    private static Restoration nothing(List<Finding> why) {
        return new Restoration(Optional.empty(), why, List.of());
    }

    /** The dump is looked at by pg_restore while the server is being made: neither needs the other. */
    private Restoration restoration(PostgresqlServer server, RestoreRequest request, TableOfContents contents) {
        if (request.inspection().format() == Format.POSTGRESQL_PLAIN) {
            server.begin();
            return new OwnRestore(server, request, contents, settings)
                    .psqlFirst()
                    .run();
        }
        if (request.inspection().format() == Format.POSTGRESQL_CLUSTER) {
            server.begin();
            return new ClusterRestore(server, request, contents, settings).run();
        }
        String artifact = request.inspection().format() == Format.POSTGRESQL_DIRECTORY
                ? DirectoryDump.unpack(server.sandbox(), request)
                : server.sandbox().inside(request.artifact().file());
        try (Alongside<DumpByTool> asked = Alongside.begin("pg_restore", () -> DumpByTool.ask(server, artifact))) {
            server.begin();
            DumpByTool dump = asked.result();
            Format format = request.inspection().format();
            if (!byTool(dump, contents) && format != Format.POSTGRESQL_CUSTOM) {
                throw new CannotTell(
                        FindingCode.NOT_SUPPORTED,
                        "the dump is in " + (format == Format.POSTGRESQL_TAR ? "tar" : "directory")
                                + " format, which only pg_restore reads, and there is none of major "
                                + major(contents.toolVersion()) + " or later",
                        "install PostgreSQL's client programs, or use a sandbox whose image has them");
            }
            return byTool(dump, contents)
                    ? new PgRestore(server, request, dump, settings.roles()).run()
                    : new OwnRestore(server, request, contents, settings).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "the restore was interrupted", "", e);
        }
    }

    /** Whether pg_restore takes it: where there is one, and it is no older than pg_dump or the entry wants just that one. */
    private boolean byTool(DumpByTool dump, TableOfContents contents) {
        return dump.major().isPresent()
                && (dump.major().getAsInt() >= major(contents.toolVersion()) || settings.namesVersion());
    }

    private static List<Path> inputs(RestoreRequest request) {
        return Stream.concat(Stream.of(request.artifact()), request.companions().stream())
                .map(FetchedArtifact::file)
                .toList();
    }

    /** Empty when it is nothing of PostgreSQL. */
    private Optional<Equipment> equipment(Inspection inspection) {
        Optional<PhysicalBackup> physical = inspection.physical();
        return physical.isPresent()
                ? physical.map(backup -> equipment(backup.major(), backup.major()))
                : inspection
                        .contents()
                        .filter(c -> settings.wal().isEmpty()
                                && settings.incrementals().isEmpty())
                        .map(this::equipment);
    }

    private Equipment equipment(TableOfContents contents) {
        int tools = majorOf(contents.toolVersion());
        return equipment(settings.majorFor(majorOf(contents.serverVersion()), tools), tools);
    }

    private Equipment equipment(int server, int tools) {
        return new Equipment(
                settings.imageFor(server), USER, Optional.of(new Equipment.Software("postgresql", server, tools)));
    }

    /** Of what the dump says; of what the entry says when the dump says nothing. */
    private int majorOf(String said) {
        return said.isEmpty() && settings.version().isPresent()
                ? settings.version().get()
                : major(said);
    }

    private static Finding notADump(Inspection inspection) {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                "",
                "expected a dump of PostgreSQL, found a " + inspection.format().label(),
                "does `newest:` match the artifacts of another backup?");
    }

    /** The major of a version: {@code 15} of {@code 15.18 (Debian ...)}; 9 of {@code 9.6.1}. */
    static int major(String version) {
        Matcher matcher = MAJOR.matcher(version);
        if (!matcher.matches()) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the dump names no version of its server",
                    "say it in the entry: `restore: {postgresql: {version: 15}}`");
        }
        return Integer.parseInt(matcher.group(1));
    }
}
