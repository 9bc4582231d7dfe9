package io.restoreverifier.junit;

import io.restoreverifier.check.Question;
import io.restoreverifier.model.RestoredDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a restored database. */
public final class DatabaseAssert extends AbstractAssert<DatabaseAssert, RestoredDatabase> {

    DatabaseAssert(RestoredDatabase database) {
        super(database, DatabaseAssert.class);
    }

    /** For assertions about one table: {@code public}'s without a schema; names are case-exact. */
    public TableAssert table(String name) {
        return new TableAssert(actual, name);
    }

    /** For assertions about the answer to a query of one row and one column. */
    public QueryAssert query(String sql) {
        return new QueryAssert(actual, sql);
    }

    /**
     * It is a backup of the system that this query tells from others (WRONG_SYSTEM).
     *
     * @param expected written as {@code expect:} is in the catalog
     */
    public DatabaseAssert isSystem(String sql, String expected) {
        return holds(Question.isSystem(sql, expected));
    }

    /** It was dumped from a database of this name, as the dump says (WRONG_SYSTEM). */
    public DatabaseAssert isDatabase(String name) {
        return holds(Question.isDatabase(name));
    }

    /**
     * The newest canary that {@code docs/canary.sql} wrote is of this system (WRONG_SYSTEM), and at most so old
     * (RPO_EXCEEDED).
     */
    public DatabaseAssert hasCanaryOf(String system, Duration within) {
        return holds(Question.hasCanaryOf(system, within));
    }

    /** RPO_EXCEEDED: the newest of all its times, which is found by itself, is at most so old. */
    public DatabaseAssert hasDataWithin(Duration age) {
        return holds(Question.hasDataWithin(age));
    }

    /**
     * SCHEMA_DRIFTED: the schema is what a reference says, as {@code schema:} of the catalog writes it.
     *
     * @param reference relative ones count from where the build runs
     */
    public DatabaseAssert hasSchema(Path reference) {
        return holds(Question.schema(reference));
    }

    /** OBJECT_MISSING, TABLE_MISSING, EXTENSION_MISSING: all that the dump lists came back. */
    public DatabaseAssert hasAllThatItsDumpLists() {
        return holds(Question.objects());
    }

    /** QUERY_FAILED: every view gives its first row. */
    public DatabaseAssert hasViewsThatAnswer() {
        return holds(Question.views());
    }

    /** TRIGGER_DISABLED, POLICY_OFF. */
    public DatabaseAssert hasNothingSwitchedOff() {
        return holds(Question.switchedOn());
    }

    /** ENCODING_CHANGED: texts are kept as in production; another order of texts is a warning. */
    public DatabaseAssert hasLocaleOfProduction() {
        return holds(Question.locale());
    }

    /** NOT_DUMPABLE: pg_dump can dump it again, rows and all. */
    public DatabaseAssert canBeDumpedAgain() {
        return holds(Question.readable());
    }

    /** SEQUENCE_BEHIND. */
    public DatabaseAssert hasNoSequenceBehind() {
        return holds(Question.sequences());
    }

    /** INDEX_INVALID. */
    public DatabaseAssert hasNoInvalidIndex() {
        return holds(Question.indexes());
    }

    /** CONSTRAINT_NOT_VALID. */
    public DatabaseAssert hasNoUnprovenConstraint() {
        return holds(Question.constraints());
    }

    /** PAGE_CORRUPT, INDEX_CORRUPT: every table and B-tree index, by amcheck. */
    public DatabaseAssert isSound() {
        return holds(Question.amcheck());
    }

    /** ROWS_DIFFER: each row of the dump came back, and no other. */
    public DatabaseAssert hasTheRowsOfItsDump() {
        return holds(Question.rowsOfTheDump());
    }

    private DatabaseAssert holds(Question question) {
        question.put(actual);
        return this;
    }
}
