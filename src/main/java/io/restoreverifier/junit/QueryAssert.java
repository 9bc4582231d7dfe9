package io.restoreverifier.junit;

import io.restoreverifier.check.Question;
import io.restoreverifier.model.RestoredDatabase;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the answer to a query. */
public final class QueryAssert extends AbstractAssert<QueryAssert, RestoredDatabase> {
    private final String sql;

    QueryAssert(RestoredDatabase database, String sql) {
        super(database, QueryAssert.class);
        this.sql = sql;
    }

    /** QUERY_FAILED: it answers this number, numbers compared by value. */
    public QueryAssert returns(long expected) {
        return returns(Long.toString(expected));
    }

    /** QUERY_FAILED: it answers this, written as {@code expect:} is in the catalog: also {@code "> 0"} or {@code "true"}. */
    public QueryAssert returns(String expected) {
        Question.returns(sql, expected).put(actual);
        return this;
    }
}
