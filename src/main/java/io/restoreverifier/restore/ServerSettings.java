package io.restoreverifier.restore;

import io.restoreverifier.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server that will be thrown away can do without, and what a restored one must never do. */
final class ServerSettings {
    /** Of one index build: PostgreSQL has eight processes for such work, and other verifications want some too. */
    private static final int MOST_CORES = 4;

    private ServerSettings() {}

    /**
     * The command line of the server.
     *
     * @param cluster its data directory, as the sandbox sees it
     */
    static List<String> arguments(String cluster, Sandbox sandbox) {
        return arguments(cluster, sandbox, Map.of());
    }

    /** @param own what this data directory wants in place of what others get */
    static List<String> arguments(String cluster, Sandbox sandbox, Map<String, String> own) {
        Map<String, String> settings = new TreeMap<>(ofAny(sandbox));
        settings.putAll(own);
        List<String> arguments = new ArrayList<>(List.of("-D", cluster));
        settings.forEach((name, value) -> {
            arguments.add("-c");
            arguments.add(name + "=" + value);
        });
        return arguments;
    }

    private static Map<String, String> ofAny(Sandbox sandbox) {
        return Map.ofEntries(
                // Speed: nobody needs this server after a crash.
                Map.entry("fsync", "off"),
                Map.entry("full_page_writes", "off"),
                Map.entry("synchronous_commit", "off"),
                // Speed: a table that is created and filled in one transaction writes no WAL at this level.
                Map.entry("wal_level", "minimal"),
                Map.entry("max_wal_senders", "0"),
                Map.entry("max_wal_size", "8GB"),
                Map.entry("checkpoint_timeout", "1d"),
                // Speed: indexes are built in memory where they fit.
                Map.entry("maintenance_work_mem", "256MB"),
                Map.entry("shared_buffers", "256MB"),
                // Speed: as many processes build an index as there are cores; more would take turns.
                Map.entry("max_parallel_maintenance_workers", Integer.toString(cores() - 1)),
                Map.entry("autovacuum", "off"),
                Map.entry("jit", "off"),
                // In a file that goes with the data: what is in memory of this machine may outlive a killed server.
                Map.entry("dynamic_shared_memory_type", sandbox.info().image().isEmpty() ? "mmap" : "posix"),
                // Safety: no way in but the socket, no WAL to an archive, no library of the dump's choice.
                Map.entry("listen_addresses", ""),
                Map.entry("unix_socket_directories", sockets(sandbox)),
                Map.entry("unix_socket_permissions", "0777"),
                Map.entry("archive_mode", "off"),
                Map.entry("shared_preload_libraries", ""),
                Map.entry("session_preload_libraries", ""),
                // Safety: the log goes to the report; it names errors, not rows. What a session writes can be told
                // apart,
                // since functions of the database may log whatever they like.
                Map.entry("log_line_prefix", ServerLog.PREFIX),
                Map.entry("logging_collector", "off"),
                Map.entry("log_error_verbosity", "terse"),
                Map.entry("log_min_error_statement", "panic"),
                Map.entry("max_connections", "40"));
    }

    /** Beside the one that both sides see, one inside a container: the former goes with the run, a failed sandbox may stay. */
    private static String sockets(Sandbox sandbox) {
        return sandbox.info().image().isEmpty() ? sandbox.sharedInside() : sandbox.sharedInside() + ",/tmp";
    }

    private static int cores() {
        return Math.min(Runtime.getRuntime().availableProcessors(), MOST_CORES);
    }
}
