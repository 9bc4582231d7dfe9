package io.restoreverifier.model;

import java.util.List;
import java.util.Optional;

/**
 * What a backup of mariadb-backup says about itself before it is restored.
 *
 * @param server the version of the server, such as {@code 10.11.6-MariaDB}; empty when it does not say
 * @param folder of the artifact that it lies in, with a slash at its end; empty at the top, and for a stream
 * @param incremental whether it holds what changed since another backup, and nothing else
 * @param prepared whether its log was applied already
 * @param from the log sequence number that it goes on from; 0 for a full one
 * @param to the log sequence number up to which its pages were taken
 * @param missing names of files that every such backup has, and this one has not
 * @param position where the binary log stood; empty when there is none
 */
public record MariadbBackup(
        String server,
        String folder,
        boolean incremental,
        boolean prepared,
        long from,
        long to,
        List<String> missing,
        Optional<BinlogPosition> position) {

    public MariadbBackup {
        missing = List.copyOf(missing);
    }

    /** A place in a binary log: the file's name, and how many bytes of it come before. */
    public record BinlogPosition(String file, long offset) {}

    /** As users read it. */
    public String label() {
        return (incremental ? "incremental" : "full") + " backup by mariadb-backup"
                + (series().isEmpty() ? "" : " of MariaDB " + series());
    }

    /** Such as {@code 10.11}; empty when it does not say. */
    public String series() {
        return server.matches("\\d+\\.\\d+.*") ? server.replaceFirst("^(\\d+\\.\\d+).*$", "$1") : "";
    }
}
