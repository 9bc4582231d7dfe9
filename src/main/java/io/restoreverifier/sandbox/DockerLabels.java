package io.restoreverifier.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The labels that every container of ours carries: a lease, so that the next run knows what a dead one left behind and
 * spares what a live one still uses.
 */
final class DockerLabels {
    static final String SANDBOX = "io.restoreverifier.sandbox";
    static final String RUN = "io.restoreverifier.run";
    static final String HOST = "io.restoreverifier.host";
    /** The run's folder, whose lock tells whether the run lives. */
    static final String FOLDER = "io.restoreverifier.folder";

    static final String LEASE_UNTIL = "io.restoreverifier.lease-until";
    private static final String ENTRY = "io.restoreverifier.entry";
    private static final Duration GRACE = Duration.ofMinutes(2);

    private DockerLabels() {}

    static Map<String, String> of(RunFolder folder, String entry, Duration deadline) {
        Instant until = Instant.now().plus(deadline).plus(GRACE);
        return Map.of(
                SANDBOX,
                "true",
                RUN,
                folder.runId(),
                HOST,
                host(),
                FOLDER,
                folder.path().toAbsolutePath().toString(),
                ENTRY,
                entry,
                LEASE_UNTIL,
                Long.toString(until.getEpochSecond()));
    }

    /**
     * Tells this machine from others that use the same engine, from itself before its last boot, and one user from
     * another: nobody can look at the lock in another user's folder.
     */
    static String host() {
        return hostName() + "/" + bootId() + "/" + System.getProperty("user.name", "");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
