package io.restoreverifier.restore;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import java.util.Set;

/**
 * A dump that is restored into a newer major than the server's that was dumped, since the entry says so: what goes wrong then
 * is said of the upgrade, and not of the backup alone.
 *
 * @param from major of the server that was dumped
 * @param to major that it is restored into
 */
record UpgradeRehearsal(int from, int to) {
    private static final Set<FindingCode> OF_THE_RESTORE = Set.of(
            FindingCode.RESTORE_ERRORS,
            FindingCode.RESTORE_FAILED,
            FindingCode.EXTENSION_MISSING,
            FindingCode.RESTORED_NOTHING);

    Restoration told(Restoration restoration) {
        if (to <= from) {
            return restoration;
        }
        restoration
                .restored()
                .filter(PostgresqlDatabase.class::isInstance)
                .map(PostgresqlDatabase.class::cast)
                .ifPresent(database -> database.note("rehearsal of an upgrade: dumped from PostgreSQL " + from
                        + ", restored into PostgreSQL " + to));
        return new Restoration(
                restoration.restored(),
                restoration.findings().stream().map(this::told).toList(),
                restoration.attachments());
    }

    private Finding told(Finding finding) {
        return OF_THE_RESTORE.contains(finding.code()) && finding.isError()
                ? Finding.error(
                        finding.code(),
                        finding.stage(),
                        finding.subject(),
                        "upgrade from PostgreSQL " + from + " to " + to + ": " + finding.message(),
                        "whether it comes back in PostgreSQL " + from
                                + " tells an entry without `version`; mend it there" + " before the upgrade")
                : finding;
    }
}
