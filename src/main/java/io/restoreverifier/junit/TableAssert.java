package io.restoreverifier.junit;

import io.restoreverifier.check.Question;
import io.restoreverifier.model.RestoredDatabase;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a table of a restored database. */
public final class TableAssert extends AbstractAssert<TableAssert, RestoredDatabase> {
    private final String table;

    TableAssert(RestoredDatabase database, String table) {
        super(database, TableAssert.class);
        this.table = table;
    }

    /** TABLE_MISSING. */
    public TableAssert exists() {
        return holds(Question.exists(table));
    }

    /** ROWS_TOO_FEW. */
    public TableAssert hasAtLeast(long rows) {
        return holds(Question.hasAtLeast(table, rows));
    }

    /** RPO_EXCEEDED: the newest value of this column of times is at most so old; one without a zone counts as UTC. */
    public TableAssert hasNewest(String column, Duration within) {
        return holds(Question.hasNewest(table, column, within));
    }

    private TableAssert holds(Question question) {
        question.put(actual);
        return this;
    }
}
