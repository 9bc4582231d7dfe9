package io.restoreverifier.model;

/** A format of artifacts, recognised by content and never by name. */
public enum Format {
    POSTGRESQL_CUSTOM("PostgreSQL custom-format dump"),
    POSTGRESQL_PLAIN("PostgreSQL plain SQL dump"),
    POSTGRESQL_CLUSTER("PostgreSQL dump of all databases (pg_dumpall)"),
    MARIADB_SQL("SQL dump of MariaDB or MySQL"),
    POSTGRESQL_TAR("PostgreSQL tar-format dump"),
    POSTGRESQL_DIRECTORY("PostgreSQL directory-format dump"),
    TAR("tar archive"),
    TAR_GZIP("tar archive in gzip"),
    TAR_BZIP2("tar archive in bzip2"),
    TAR_XZ("tar archive in xz"),
    TAR_ZSTD("tar archive in zstd"),
    TAR_LZ4("tar archive in lz4"),
    ZIP("zip archive"),
    SEVEN_ZIP("7z archive"),
    CPIO("cpio archive"),
    XBSTREAM("stream of mariadb-backup"),
    SQLITE("SQLite database"),
    SQLITE_SQL("SQL dump of SQLite"),
    GIT_BUNDLE("git bundle"),
    REDIS_RDB("Redis dump file (RDB)"),
    REDIS_AOF("Redis command log (AOF)"),
    QCOW2("qcow2 disk image"),
    RAW_DISK("raw disk image"),
    /** Restored by commands that know it. */
    OTHER("dump of another engine"),
    UNKNOWN("unknown format");

    private final String label;

    Format(String label) {
        this.label = label;
    }

    /** Whether it is a database of PostgreSQL that comes back. */
    public boolean isPostgresql() {
        return switch (this) {
            case POSTGRESQL_CUSTOM, POSTGRESQL_PLAIN, POSTGRESQL_TAR, POSTGRESQL_DIRECTORY, POSTGRESQL_CLUSTER -> true;
            default -> false;
        };
    }

    /** Whether it is an archive of files. */
    public boolean isArchive() {
        return switch (this) {
            case TAR, TAR_GZIP, TAR_BZIP2, TAR_XZ, TAR_ZSTD, TAR_LZ4, ZIP, SEVEN_ZIP, CPIO -> true;
            default -> false;
        };
    }

    /** Whether it is the disk of a machine. */
    public boolean isDisk() {
        return this == QCOW2 || this == RAW_DISK;
    }

    /** The format as users read it. */
    public String label() {
        return label;
    }
}
