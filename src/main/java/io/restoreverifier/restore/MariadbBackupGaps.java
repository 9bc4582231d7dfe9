package io.restoreverifier.restore;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.MariadbBackup;
import io.restoreverifier.model.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told of a backup by mariadb-backup before anything is unpacked. */
final class MariadbBackupGaps {
    private MariadbBackupGaps() {}

    /**
     * What keeps it from being restored as a full one.
     *
     * @param wanted the version that the entry names, such as {@code 10.11} or {@code 10}
     */
    static List<Finding> ofFull(MariadbBackup backup, String artifact, Optional<String> wanted) {
        List<Finding> findings = new ArrayList<>(missing(backup, artifact));
        if (backup.incremental()) {
            findings.add(error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    artifact,
                    "it is an incremental backup, which goes on from log sequence number " + backup.from()
                            + ", expected a full one",
                    "let `newest:` match the full backups, and `restore: {mariadb: {incrementals: ...}}` the others"));
        }
        if (!backup.server().isEmpty() && !backup.server().contains("MariaDB")) {
            findings.add(error(
                    FindingCode.UNKNOWN_FORMAT,
                    artifact,
                    "it is a backup of a server that is not MariaDB's: " + backup.server(),
                    "back up MySQL by mysqldump: what Percona's XtraBackup makes is not taken"));
        }
        wanted.filter(version -> !isOf(version, backup.series()))
                .ifPresent(version -> findings.add(error(
                        FindingCode.VERSION_MISMATCH,
                        artifact,
                        "it is of MariaDB " + backup.series() + ", and the entry has version " + version
                                + ": a backup by mariadb-backup comes back in its own series alone",
                        "correct `restore: {mariadb: {version: ...}}`, or leave it out")));
        return findings;
    }

    /** What every such backup has. */
    static List<Finding> missing(MariadbBackup backup, String artifact) {
        return backup.missing().isEmpty()
                ? List.of()
                : List.of(error(
                        FindingCode.ARTIFACT_INCOMPLETE,
                        artifact,
                        artifact + " lacks " + String.join(", ", backup.missing())
                                + ", which every backup by mariadb-backup has",
                        "did mariadb-backup end with `completed OK!`? keep every file that it writes"));
    }

    private static boolean isOf(String version, String series) {
        return series.isEmpty() || series.equals(version) || series.startsWith(version + ".");
    }

    private static Finding error(FindingCode code, String artifact, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, artifact, message, hint);
    }
}
