package io.restoreverifier.restore;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PhysicalBackup;
import io.restoreverifier.model.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What pg_controldata says of a data directory. */
final class ControlData {
    private static final Map<String, String> LEAST = Map.of(
            "max_connections", "max_connections setting",
            "max_worker_processes", "max_worker_processes setting",
            "max_prepared_transactions", "max_prepared_xacts setting",
            "max_locks_per_transaction", "max_locks_per_xact setting");

    private ControlData() {}

    static List<Finding> findings(Map<String, String> control, PhysicalBackup backup) {
        String state = control.getOrDefault("Database cluster state", "");
        if (state.isEmpty()) {
            return List.of(incomplete(
                    "it has no global/pg_control that can be read, and without that nothing starts",
                    "make the backup again by pg_basebackup"));
        }
        if (backup.beginsWith().isEmpty() && !state.equals("shut down") && !state.equals("shut down in recovery")) {
            return List.of(incomplete(
                    "it has no backup_label, and the server was not shut down (" + state
                            + "): a copy of a running server's files does not hold together",
                    "take it by pg_basebackup, or stop the server before its files are copied"));
        }
        return List.of();
    }

    /** Recovery wants at least as many of each as production had. */
    static Map<String, String> settings(Map<String, String> control) {
        Map<String, String> settings = new LinkedHashMap<>();
        LEAST.forEach((setting, words) -> Optional.ofNullable(control.get(words))
                .filter(value -> value.matches("\\d{1,6}"))
                .ifPresent(value -> settings.put(setting, value)));
        settings.put("hot_standby", "off");
        settings.put("max_logical_replication_workers", "0");
        return settings;
    }

    /** What could be done to whoever signs in, since PostgreSQL 17. */
    static Map<String, String> withoutEventTriggers(int major) {
        return major < 17 ? Map.of() : Map.of(PostgresqlServer.EVENT_TRIGGERS, "off");
    }

    static boolean hasPageChecksums(Map<String, String> control) {
        return !control.getOrDefault("Data page checksum version", "0").equals("0");
    }

    private static Finding incomplete(String message, String hint) {
        return Finding.error(FindingCode.ARTIFACT_INCOMPLETE, Stage.RESTORE, "", message, hint);
    }
}
