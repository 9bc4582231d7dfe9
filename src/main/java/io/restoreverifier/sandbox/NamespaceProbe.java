package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/** Finds out how far processes can be isolated on this machine, by trying it once for each run. */
final class NamespaceProbe {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> BECOMING = List.of("setpriv", "runuser", "su");

    private NamespaceProbe() {}

    /**
     * The best there is.
     *
     * @throws CannotTell SANDBOX_UNAVAILABLE when this process is root and cannot become anybody else
     */
    static LocalIsolation best(RunFolder folder, LocalUser self) {
        String reason = tryNamespaces(folder, self);
        return reason.isEmpty()
                ? new LocalIsolation.Namespaces(self.isRoot())
                : new LocalIsolation.Bare(reason, self.isRoot() ? becoming() : "");
    }

    private static String becoming() {
        return BECOMING.stream()
                .filter(NamespaceProbe::isHere)
                .findFirst()
                .orElseThrow(() -> new CannotTell(
                        FindingCode.SANDBOX_UNAVAILABLE,
                        "nothing runs as root in a sandbox, and there is no setpriv, runuser or su to become another user",
                        "run as an ordinary user, or install util-linux"));
    }

    /** Why it cannot be done; empty when it can. */
    private static String tryNamespaces(RunFolder folder, LocalUser self) {
        if (!isHere("unshare")) {
            return "this machine has no unshare, which makes namespaces";
        }
        Path trial = folder.folder("n");
        LocalUser user = self.isRoot() ? LocalUser.unprivileged() : self;
        LocalPlace place = new LocalPlace(trial, trial.resolve("s"), Map.of(), true);
        ArrayDeque<String> said = new ArrayDeque<>();
        try {
            Files.createDirectories(place.shared());
            Files.createDirectories(Guard.processes(trial));
            place.make(self, user);
            Command nothing = Command.of(LIMIT, "env", "-i", "/bin/sh", "-c", ":");
            int status = LocalProcess.begin(
                            trial,
                            new LocalIsolation.Namespaces(self.isRoot()).command(place, user, nothing.arguments()),
                            (stream, text) -> said.add(text))
                    .await(nothing);
            return status == 0 ? "" : "namespaces cannot be had (" + String.join("; ", said) + ")";
        } catch (IOException e) {
            return "namespaces cannot be had (" + e.getMessage() + ")";
        } finally {
            delete(trial);
        }
    }

    private static boolean isHere(String program) {
        return List.of(LocalSandbox.SYSTEM_PATH.split(":", -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void delete(Path folder) {
        try {
            RunFolder.delete(folder);
        } catch (IOException e) {
            // It goes with the run's folder.
        }
    }
}
