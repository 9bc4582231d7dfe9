package io.restoreverifier.model;

/**
 * Every finding that Restore Verifier knows. A code is stable: it keeps its name and its verdict for good. Each one is
 * explained in {@code docs/findings.md}.
 */
public enum FindingCode {
    // The artifact.
    ARTIFACT_MISSING(Verdict.FAILED),
    ARTIFACT_STALE(Verdict.FAILED),
    JOB_SILENT(Verdict.FAILED),
    ARTIFACT_FROM_THE_FUTURE(Verdict.FAILED),
    ARTIFACT_EMPTY(Verdict.FAILED),
    ARTIFACT_INCOMPLETE(Verdict.FAILED),
    ARTIFACT_CORRUPT(Verdict.FAILED),
    CHECKSUM_MISMATCH(Verdict.FAILED),
    CHECKSUM_MISSING(Verdict.FAILED),
    UNKNOWN_FORMAT(Verdict.FAILED),
    SIZE_DROPPED(Verdict.FAILED),
    SIZE_JUMPED(Verdict.FAILED),
    SIZE_FLAT(Verdict.FAILED),
    SAME_AS_BEFORE(Verdict.FAILED),
    PROVEN_LONG_AGO(Verdict.FAILED),
    UNSAFE_ENTRY(Verdict.FAILED),
    BOMB(Verdict.FAILED),
    LAST_RESTORABLE(Verdict.FAILED),
    IGNORE_EXPIRED(Verdict.FAILED),
    IGNORE_UNUSED(Verdict.FAILED),

    // The restore.
    WRONG_SYSTEM(Verdict.FAILED),
    RESTORE_FAILED(Verdict.FAILED),
    RESTORE_ERRORS(Verdict.FAILED),
    RESTORED_NOTHING(Verdict.FAILED),
    ROLE_MISSING(Verdict.FAILED),
    EXTENSION_MISSING(Verdict.FAILED),
    VERSION_MISMATCH(Verdict.FAILED),
    RTO_EXCEEDED(Verdict.FAILED),

    // What was restored: databases.
    RPO_EXCEEDED(Verdict.FAILED),
    TABLE_MISSING(Verdict.FAILED),
    OBJECT_MISSING(Verdict.FAILED),
    ROWS_TOO_FEW(Verdict.FAILED),
    ROWS_DROPPED(Verdict.FAILED),
    ROWS_DIFFER(Verdict.FAILED),
    SCHEMA_DRIFTED(Verdict.FAILED),
    MIGRATION_MISMATCH(Verdict.FAILED),
    INDEX_CORRUPT(Verdict.FAILED),
    INDEX_INVALID(Verdict.FAILED),
    PAGE_CORRUPT(Verdict.FAILED),
    CONSTRAINT_NOT_VALID(Verdict.FAILED),
    TRIGGER_DISABLED(Verdict.FAILED),
    POLICY_OFF(Verdict.FAILED),
    NOT_DUMPABLE(Verdict.FAILED),
    SEQUENCE_BEHIND(Verdict.FAILED),
    COLLATION_CHANGED(Verdict.FAILED),
    ENCODING_CHANGED(Verdict.FAILED),
    QUERY_FAILED(Verdict.FAILED),

    // What was restored: files, code, applications.
    FILE_MISSING(Verdict.FAILED),
    FILE_CHANGED(Verdict.FAILED),
    GIT_BROKEN(Verdict.FAILED),
    COMMAND_FAILED(Verdict.FAILED),
    HTTP_FAILED(Verdict.FAILED),
    NOT_READY(Verdict.FAILED),
    CONTACTED_OUTSIDE(Verdict.FAILED),
    PART_FAILED(Verdict.FAILED),
    TEST_FAILED(Verdict.FAILED),

    // What exists, held against the catalog.
    DATABASE_UNCOVERED(Verdict.FAILED),
    REPOSITORY_UNCOVERED(Verdict.FAILED),
    ARTIFACT_UNCLAIMED(Verdict.FAILED),
    ENTRY_WITHOUT_ARTIFACT(Verdict.FAILED),
    NEVER_VERIFIED(Verdict.FAILED),
    COVERS_NOTHING(Verdict.FAILED),

    // What backups stand on.
    ARRAY_DEGRADED(Verdict.FAILED),
    ARRAY_REBUILDING(Verdict.FAILED),
    DISK_FAILED(Verdict.FAILED),
    DISK_FAILING(Verdict.FAILED),
    DISK_MISSING(Verdict.FAILED),
    BATTERY_FAILED(Verdict.FAILED),
    STORAGE_FULL(Verdict.FAILED),
    STORAGE_FAULT(Verdict.FAILED),

    // Where copies stand.
    COPIES_TOO_FEW(Verdict.FAILED),
    ONLY_WITH_PRODUCTION(Verdict.FAILED),
    COPY_WITH_PRODUCTION(Verdict.FAILED),
    COPY_DELETABLE(Verdict.FAILED),
    COPIES_DISAGREE(Verdict.FAILED),
    COPY_LAGS(Verdict.FAILED),
    COPY_UNPROVEN(Verdict.FAILED),

    // What keeps us from telling.
    SANDBOX_UNAVAILABLE(Verdict.COULD_NOT_VERIFY),
    IMAGE_UNAVAILABLE(Verdict.COULD_NOT_VERIFY),
    OUT_OF_DISK(Verdict.COULD_NOT_VERIFY),
    OUT_OF_MEMORY(Verdict.COULD_NOT_VERIFY),
    SOURCE_UNREACHABLE(Verdict.COULD_NOT_VERIFY),
    TIMED_OUT(Verdict.COULD_NOT_VERIFY),
    NOTHING_CHECKED(Verdict.COULD_NOT_VERIFY),
    PART_NOT_VERIFIED(Verdict.COULD_NOT_VERIFY),
    TOOL_FAILED(Verdict.COULD_NOT_VERIFY),
    WRONG_KEY(Verdict.COULD_NOT_VERIFY),
    NOT_SUPPORTED(Verdict.COULD_NOT_VERIFY),
    NOT_DISPOSED(Verdict.COULD_NOT_VERIFY),
    INTERRUPTED(Verdict.COULD_NOT_VERIFY),
    SHARD_MISSING(Verdict.COULD_NOT_VERIFY),
    SHARDS_DISAGREE(Verdict.COULD_NOT_VERIFY),
    INTERNAL_ERROR(Verdict.COULD_NOT_VERIFY);

    private final Verdict verdict;

    FindingCode(Verdict verdict) {
        this.verdict = verdict;
    }

    /** The verdict that an error with this code means; never {@link Verdict#PASSED}. */
    public Verdict verdict() {
        return verdict;
    }
}
