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
    static final String LEASE_UNTIL = "io.restoreverifier.lease-until";
    private static final String ENTRY = "io.restoreverifier.entry";
    private static final Duration GRACE = Duration.ofMinutes(2);

    private DockerLabels() {}

    static Map<String, String> of(String runId, String entry, Duration deadline) {
        Instant until = Instant.now().plus(deadline).plus(GRACE);
        return Map.of(
                SANDBOX,
                "true",
                RUN,
                runId,
                HOST,
                host(),
                ENTRY,
                entry,
                LEASE_UNTIL,
                Long.toString(until.getEpochSecond()));
    }

    /** Tells this machine from others that use the same engine, and from itself before its last boot. */
    static String host() {
        return hostName() + "/" + bootId();
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
