package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sandboxes that are processes of this machine, for where there is no Docker engine. What they isolate and what not is
 * written down in {@code docs/decisions/0007-local-sandbox.md}.
 */
public final class LocalSandboxes implements Sandboxes {
    private final RunFolder folder;
    private final String why;
    private final LocalUser self;
    private final LocalIsolation isolation;
    private final Map<String, LocalSoftware> software;
    private final LocalFolders folders;
    private final Capacity capacity;
    private final Set<LocalSandbox> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread thread = new Thread(body, "sandbox-deadlines");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    private LocalSandboxes(
            RunFolder folder, String why, LocalUser self, LocalIsolation isolation, Map<String, LocalSoftware> known) {
        this.folder = folder;
        this.why = why;
        this.self = self;
        this.isolation = isolation;
        this.software = Map.copyOf(known);
        this.capacity = new Capacity(Memory.available().orElse(Long.MAX_VALUE), folder.freeSpace());
        this.folders = new LocalFolders(folder, self, isolation);
    }

    /**
     * Looks at what this machine can do.
     *
     * @param why for the report, such as {@code no Docker engine was found}
     * @param binaries of PostgreSQL that the build has fetched, a folder for each major; need not exist
     * @throws CannotTell SANDBOX_UNAVAILABLE when nothing can be run as an unprivileged user
     */
    public static LocalSandboxes connect(RunFolder folder, String why, Path binaries) {
        LocalUser self = LocalUser.self(folder.path());
        return new LocalSandboxes(
                folder,
                why,
                self,
                NamespaceProbe.best(folder, self),
                Map.of("postgresql", new PostgresqlHere(binaries, folder, PostgresqlInstallation.all())));
    }

    /** For tests: with an isolation and software of their choice. */
    static LocalSandboxes with(RunFolder folder, LocalIsolation isolation, Map<String, LocalSoftware> known) {
        return new LocalSandboxes(folder, "a test", LocalUser.self(folder.path()), isolation, known);
    }

    @Override
    public String kind() {
        return "local";
    }

    @Override
    public String description() {
        return "processes of this machine (" + why + "); " + isolation.describe();
    }

    @Override
    public Capacity capacity() {
        return capacity;
    }

    @Override
    public Need need(long space, SandboxLimits limits) {
        return Storage.onDisk(space, limits).need();
    }

    @Override
    public void prepare(Equipment equipment) {
        found(equipment);
    }

    @Override
    public Sandbox open(SandboxRequest request) {
        if (request.serving()) {
            throw noSharedNetwork();
        }
        Optional<LocalSoftware.Found> found = found(request.equipment());
        LocalRoom.require(folder.path(), request);
        LocalUser user = self.isRoot() ? LocalUser.of(request.equipment().user()) : self;
        LocalSandbox sandbox = opened(request, found, user);
        open.add(sandbox);
        if (closed) {
            sandbox.close();
            throw new CannotTell(FindingCode.INTERRUPTED, "the run is ending: no sandbox is opened any more", "");
        }
        Duration deadline = request.deadline();
        deadlines.schedule(sandbox::expire, deadline.toMillis(), TimeUnit.MILLISECONDS);
        return sandbox;
    }

    /** What is asked for; commands of a code base ask for nothing, and get what this machine has, if without network. */
    private Optional<LocalSoftware.Found> found(Equipment equipment) {
        if (equipment.software().isEmpty() && isolation instanceof LocalIsolation.Bare bare) {
            throw new CannotTell(
                    FindingCode.SANDBOX_UNAVAILABLE,
                    "commands run without network or not at all, and here they cannot: " + bare.reason(),
                    "use a Docker engine, or let this user make namespaces: `unshare --user --map-root-user --net true`"
                            + " must work");
        }
        return equipment.software().map(wanted -> {
            LocalSoftware kind = software.get(wanted.name());
            if (kind == null) {
                throw new CannotTell(
                        FindingCode.NOT_SUPPORTED,
                        "the local sandbox knows no " + wanted.name(),
                        "use a Docker engine for this backup");
            }
            return kind.find(wanted);
        });
    }

    private LocalSandbox opened(SandboxRequest request, Optional<LocalSoftware.Found> found, LocalUser user) {
        LocalFolders.Made made = folders.make(request, found, user);
        Guard guard = made.guard();
        String equipment = found.map(LocalSoftware.Found::description).orElse("the programs of this machine");
        Storage storage = Storage.onDisk(request.space(), request.limits());
        SandboxInfo info = new SandboxInfo(
                kind(),
                equipment,
                "",
                "",
                storage.workingMemory(),
                List.of(
                        "image " + request.equipment().image() + " is not used by the local sandbox",
                        isolation.describe(),
                        "storage: in " + folder.path() + ", needs about " + Storage.text(storage.dataBytes())));
        return new LocalSandbox(
                isolation, made.place(), user, made.inputs(), info, found.isPresent(), guard, open::remove);
    }

    @Override
    public void close() {
        closed = true;
        deadlines.shutdownNow();
        try {
            Sandbox.closeAll(open);
        } finally {
            folders.close();
        }
    }

    static CannotTell noSharedNetwork() {
        return new CannotTell(
                FindingCode.NOT_SUPPORTED,
                "local sandboxes have no network in which an application and its database could meet",
                "use a Docker engine for applications");
    }

    static CannotTell unavailable(String message, @Nullable Throwable cause) {
        CannotTell unavailable = new CannotTell(
                FindingCode.SANDBOX_UNAVAILABLE,
                message,
                "is there room for temporary files, and may this user begin more processes?");
        if (cause != null) {
            unavailable.initCause(cause);
        }
        return unavailable;
    }
}
