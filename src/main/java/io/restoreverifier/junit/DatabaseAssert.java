package io.restoreverifier.junit;

import io.restoreverifier.check.Question;
import io.restoreverifier.model.RestoredDatabase;
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
