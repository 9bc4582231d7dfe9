package io.restoreverifier.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the folders of local sandboxes. Safe for use by several threads. */
final class LocalFolders implements AutoCloseable {
    static final String PREFIX = "l";
    /** Of a Unix socket's path on macOS; Linux takes four more (unix(7)). */
    private static final int LONGEST_SOCKET = 103;

    private static final String SOCKET = "/.s.PGSQL.5432";
    private static final Path SHORT = Path.of("/tmp");
    /** What the file system of a namespace has in any case. */
    private static final List<String> SYSTEM = List.of("/usr", "/bin", "/lib", "/opt", "/nix", "/etc");

    private final RunFolder folder;
    private final LocalUser self;
    private final LocalIsolation isolation;
    private @Nullable RunFolder nearby;

    LocalFolders(RunFolder folder, LocalUser self, LocalIsolation isolation) {
        this.folder = folder;
        this.self = self;
        this.isolation = isolation;
    }

    /** Folders with their guard. */
    record Made(LocalPlace place, Map<Path, String> inputs, Guard guard) {}

    Made make(SandboxRequest request, Optional<LocalSoftware.Found> found, LocalUser user) {
        Path own = folder.folder(PREFIX);
        Guard guard = Guard.over(own);
        try {
            Path shared = shared(own, user);
            Map<Path, String> inputs = inputs(request.inputs(), own.resolve("input"));
            Map<Path, String> visible = new HashMap<>();
            found.ifPresent(f -> visible.putAll(f.visible()));
            if (isolation.hasOwnNames()) {
                visible.putAll(inputs);
                visible.putAll(java());
            }
            LocalPlace place = new LocalPlace(own, shared, visible, isolation.hasOwnNames());
            place.make(self, user);
            if (!isolation.hasOwnNames()) {
                lend(request.inputs(), place.inputs());
                if (self.isRoot()) {
                    user.letThrough(folder.path());
                    requireReachable(user);
                }
            }
            link(found, place);
            return new Made(place, inputs, guard);
        } catch (IOException e) {
            abandon(guard);
            throw LocalSandboxes.unavailable("the folders of a sandbox cannot be made: " + e.getMessage(), e);
        }
    }

    private void requireReachable(LocalUser user) throws IOException {
        for (Path above = folder.path().getParent(); above != null; above = above.getParent()) {
            if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new IOException("user " + user.name() + ", as whom it would run, may not enter " + above
                        + "; put temporary files elsewhere with -Djava.io.tmpdir");
            }
        }
    }

    private static void abandon(Guard guard) {
        try {
            guard.end();
        } catch (IOException e) {
            // It goes with the run's folder.
        }
    }

    /** Within the sandbox's own folder, if a socket in it has a path that the system takes. */
    private Path shared(Path own, LocalUser user) throws IOException {
        Path within = own.resolve("s");
        if (length(within) + SOCKET.length() <= LONGEST_SOCKET) {
            return Files.createDirectory(within);
        }
        return nearby(user).folder("s");
    }

    private synchronized RunFolder nearby(LocalUser user) throws IOException {
        if (nearby == null) {
            RunFolder.sweep(SHORT);
            nearby = RunFolder.create(SHORT);
            if (self.isRoot() && !isolation.hasOwnNames()) {
                user.letThrough(nearby.path());
            }
        }
        return nearby;
    }

    private Map<Path, String> inputs(List<Path> files, Path lent) {
        Map<Path, String> inputs = new LinkedHashMap<>();
        for (Path file : files) {
            String name = inputs.size() + "/" + file.getFileName();
            inputs.put(
                    file,
                    isolation.hasOwnNames()
                            ? "/input/" + name
                            : lent.resolve(name).toString());
        }
        return inputs;
    }

    /** Without a file system of its own, a sandbox gets a name for each file in a folder of its own. */
    private static void lend(List<Path> files, Path to) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            Path lent = Files.createDirectory(to.resolve(Integer.toString(i)));
            Path name = lent.resolve(String.valueOf(files.get(i).getFileName()));
            try {
                Files.createLink(name, files.get(i));
            } catch (IOException | UnsupportedOperationException e) {
                Files.copy(files.get(i), name);
            }
            Files.setPosixFilePermissions(name, PosixFilePermissions.fromString("r--r--r--"));
            Files.setPosixFilePermissions(lent, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
    }

    /** The JDK that runs this may lie anywhere, and what commands build with is often the same. */
    private static Map<Path, String> java() {
        String home = System.getProperty("java.home", "");
        return home.isEmpty() || SYSTEM.stream().anyMatch(s -> home.startsWith(s + "/"))
                ? Map.of()
                : Map.of(Path.of(home), home);
    }

    private static void link(Optional<LocalSoftware.Found> found, LocalPlace place) throws IOException {
        if (found.isEmpty()) {
            return;
        }
        for (Map.Entry<String, Path> program : found.get().programs().entrySet()) {
            Path target = program.getValue();
            if (place.ownNames()) {
                target = inside(target, found.get().visible());
            }
            Files.createSymbolicLink(place.programs().resolve(program.getKey()), target);
        }
    }

    private static Path inside(Path program, Map<Path, String> visible) {
        return visible.entrySet().stream()
                .filter(v -> program.startsWith(v.getKey()))
                .findFirst()
                .map(v -> Path.of(v.getValue()).resolve(v.getKey().relativize(program)))
                .orElse(program);
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public synchronized void close() {
        if (nearby != null) {
            nearby.close();
        }
    }
}
