package io.restoreverifier.foreign;

import java.util.List;

/**
 * A database whose shape nobody thought of who wrote the checks.
 *
 * @param name of its script among the test resources, of the database, and of its entry in the catalog
 * @param origin whose schema it is, and the package that it is from
 * @param filled what its rows are
 * @param major of the server that it is made and dumped in
 * @param roles what its entry says besides source and kind; empty: nothing
 */
record ForeignDatabase(String name, String origin, String filled, int major, String roles) {
    private static final String NO_ROLES = "";

    static List<ForeignDatabase> all() {
        return List.of(
                new ForeignDatabase(
                        "zabbix",
                        "Zabbix, a monitoring server (zabbix-server-pgsql)",
                        "its own templates and pictures",
                        15,
                        "roles: [zabbix]"),
                new ForeignDatabase(
                        "chado", "Chado, a store of genomes (libchado-perl)", "features made by SQL", 15, NO_ROLES),
                new ForeignDatabase(
                        "ledgersmb",
                        "LedgerSMB, accounts of a company (ledgersmb)",
                        "its own chart of accounts, bookings made by SQL",
                        15,
                        "globals: \"globals-*.sql\""),
                new ForeignDatabase(
                        "sqlledger",
                        "SQL-Ledger, accounts of a company (sql-ledger)",
                        "its own charts of accounts",
                        15,
                        NO_ROLES),
                new ForeignDatabase(
                        "bacula",
                        "Bacula, the catalog of a backup server (bacula-director-pgsql)",
                        "files made by SQL",
                        15,
                        NO_ROLES),
                new ForeignDatabase(
                        "kea", "Kea, leases of addresses (kea-admin)", "leases made by SQL", 17, "roles: [kea]"),
                new ForeignDatabase(
                        "odd",
                        "[Odd but whole](../src/test/resources/foreign/odd) (ours)",
                        "made by SQL",
                        17,
                        "roles: [odd_owner, odd_reader, Odd Role]"));
    }

    /** What is rightly told of the odd one, which has views that raise errors, and switches two guards off. */
    List<String> warnings() {
        return name.equals("odd")
                ? List.of(
                        "WARNING QUERY_FAILED raises",
                        "WARNING QUERY_FAILED raising",
                        "WARNING TRIGGER_DISABLED redirected.notice",
                        "WARNING TRIGGER_DISABLED watched.never")
                : List.of();
    }

    boolean needsGlobals() {
        return roles.startsWith("globals");
    }

    /**
     * Its YAML.
     *
     * @param home of its artifacts, from the catalog
     */
    String entry(String home) {
        return """
                backup: %1$s
                source: {directory: %3$s/%1$s, newest: "*.dump"}
                restore: {postgresql: {%2$s}}
                """.formatted(name, roles, home);
    }

    @Override
    public String toString() {
        return name;
    }
}
