package io.restoreverifier.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/**
 * The labels that every container and every volume of ours carries: a lease, so that the next run knows what a dead one
 * left behind and spares what a live one still uses.
 */
final class DockerLabels {
    static final String SANDBOX = "io.restoreverifier.sandbox";
    static final String RUN = "io.restoreverifier.run";
    /** The run's folder, whose lock tells whether the run lives. */
    static final String FOLDER = "io.restoreverifier.folder";

    static final String HOST = "io.restoreverifier.host";
    static final String FILES = "io.restoreverifier.files";
    private static final String PARENT = "io.restoreverifier.parent";
    /** In seconds from its creation: machines that share an engine need not agree on the time. */
    static final String LEASE = "io.restoreverifier.lease-seconds";

    private static final String ENTRY = "io.restoreverifier.entry";
    private static final Duration GRACE = Duration.ofMinutes(2);

    private DockerLabels() {}

    static Map<String, String> of(RunFolder folder, String entry, Duration deadline) {
        RunView view = RunView.of(folder.path());
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(SANDBOX, "true");
        labels.put(RUN, folder.runId());
        labels.put(FOLDER, folder.path().toAbsolutePath().toString());
        labels.put(HOST, view.host());
        labels.put(FILES, view.files());
        labels.put(PARENT, view.parent());
        labels.put(ENTRY, entry);
        labels.put(LEASE, Long.toString(deadline.plus(GRACE).toSeconds()));
        return Map.copyOf(labels);
    }

    /** What a volume carries besides; Testcontainers gives it to containers itself, and its cleaner goes by it. */
    static Map<String, String> ofVolume(Map<String, String> labels) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.putAll(DockerClientFactory.DEFAULT_LABELS);
        all.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
        return all;
    }

    /** Whether the run that put these labels on is this one. */
    static boolean isOf(RunFolder run, Map<String, String> labels) {
        return run.runId().equals(labels.get(RUN))
                && run.path().toAbsolutePath().toString().equals(labels.get(FOLDER));
    }

    /**
     * Whether whoever put these labels on is dead. Where this process would see the run's lock, that tells; for all
     * others only the lease does.
     *
     * @param created by the engine's clock
     * @param now by the engine's clock
     */
    static boolean isLeftover(RunFolder own, Map<String, String> labels, Instant created, Instant now) {
        Path folder = Path.of(labels.getOrDefault(FOLDER, ""));
        RunView its = new RunView(
                labels.getOrDefault(HOST, ""), labels.getOrDefault(FILES, ""), labels.getOrDefault(PARENT, ""));
        if (RunView.of(own.path()).wouldSee(its, folder)) {
            return !RunFolder.isAlive(folder);
        }
        return isExpired(labels, created, now);
    }

    /** Whether the lease is over, which whoever put these labels on took when it made what carries them. */
    static boolean isExpired(Map<String, String> labels, Instant created, Instant now) {
        String lease = labels.getOrDefault(LEASE, "0");
        return lease.matches("\\d{1,9}") && now.isAfter(created.plusSeconds(Long.parseLong(lease)));
    }
}
