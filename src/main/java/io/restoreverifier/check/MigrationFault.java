package io.restoreverifier.check;

import java.util.function.Predicate;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** A way in which a database and a code base do not agree about a migration. */
enum MigrationFault {
    FAILED(
            "migrations that failed when they were applied",
            "production's schema stands between two versions: repair it there, then back it up again",
            m -> m.getState().isFailed()),
    AHEAD(
            "migrations that the database has had and that are newer than all of the code's",
            "the code is older than the database: has its backup stopped, or is it of another branch?",
            m -> m.getState() == MigrationState.FUTURE_SUCCESS && !isInJava(m)),
    UNKNOWN(
            "migrations that the database has had and that the code has not",
            "is the code whole, of this system, and of the branch that runs in production?",
            m -> m.getState() == MigrationState.MISSING_SUCCESS && !isInJava(m)),
    CHANGED(
            "migrations that were changed since they were applied",
            "was an applied migration edited, or is the code of another system? compare with what runs in production",
            MigrationFault::isChanged),
    LEFT_OUT(
            "migrations of the code that the database has not had, though it has had later ones",
            "is the schema history damaged? if production migrates out of order, say `out-of-order: true`",
            m -> m.getState() == MigrationState.IGNORED),
    PENDING(
            "migrations of the code that the database has not had",
            "deploy the code, or say `pending: allowed` when it may be ahead of the database",
            m -> m.getState() == MigrationState.PENDING || m.getState() == MigrationState.OUTDATED);

    private final String words;
    private final String hint;
    private final Predicate<MigrationInfo> isThat;

    MigrationFault(String words, String hint, Predicate<MigrationInfo> isThat) {
        this.words = words;
        this.hint = hint;
        this.isThat = isThat;
    }

    boolean isThatOf(MigrationInfo migration) {
        return isThat.test(migration);
    }

    /** Which migrations those are, in words. */
    String words() {
        return words;
    }

    String hint() {
        return hint;
    }

    /** Applied by a class of the code base, which is never run here. */
    static boolean isInJava(MigrationInfo migration) {
        boolean inJava = migration.getType().name().contains("JDBC");
        return inJava
                && (migration.getState() == MigrationState.MISSING_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_SUCCESS);
    }

    /** A repeatable one may change; then it is pending. */
    private static boolean isChanged(MigrationInfo migration) {
        MigrationState state = migration.getState();
        boolean comparable = migration.getVersion() != null && state.isApplied() && state.isResolved();
        return comparable
                && !migration.getType().isBaseline()
                && !(migration.isChecksumMatching() && migration.isDescriptionMatching() && migration.isTypeMatching());
    }
}
