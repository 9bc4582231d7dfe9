package io.restoreverifier.restore;

import io.restoreverifier.dump.DumpEntry;
import java.util.Set;

/**
 * The order in which pg_restore goes over a table of contents: privileges once everything is there, and last what acts with
 * the rights of its owner or upon every later statement (manual of pg_restore; {@code pg_backup_archiver.h}).
 */
enum ReplayPass {
    OBJECTS_AND_DATA,
    PRIVILEGES,
    AFTER_PRIVILEGES;

    /** What the archive says of itself, and what makes a database: not part of a restore into one that exists. */
    private static final Set<String> NOT_RESTORED =
            Set.of("ENCODING", "STDSTRINGS", "SEARCHPATH", "DATABASE", "DATABASE PROPERTIES");

    static ReplayPass of(DumpEntry entry) {
        return switch (entry.type()) {
            case "ACL", "ACL LANGUAGE", "DEFAULT ACL" -> PRIVILEGES;
            case "EVENT TRIGGER", "MATERIALIZED VIEW DATA" -> AFTER_PRIVILEGES;
            case "COMMENT", "SECURITY LABEL" ->
                entry.name().startsWith("EVENT TRIGGER ") ? AFTER_PRIVILEGES : OBJECTS_AND_DATA;
            default -> OBJECTS_AND_DATA;
        };
    }

    static boolean isRestored(DumpEntry entry) {
        boolean ofDatabase = Set.of("ACL", "COMMENT", "SECURITY LABEL").contains(entry.type())
                && entry.name().startsWith("DATABASE ");
        return !ofDatabase && !NOT_RESTORED.contains(entry.type());
    }
}
