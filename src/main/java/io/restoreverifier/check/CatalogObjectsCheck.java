package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** By default: no object of one kind is marked by PostgreSQL itself as not to be relied on. */
final class CatalogObjectsCheck extends DatabaseCheck {
    private final String name;
    private final String expected;
    private final String sql;
    private final FindingCode code;
    private final String hint;

    private CatalogObjectsCheck(String name, String expected, String sql, FindingCode code, String hint) {
        this.name = name;
        this.expected = expected;
        this.sql = sql;
        this.code = code;
        this.hint = hint;
    }

    static CatalogObjectsCheck validIndexes() {
        return new CatalogObjectsCheck(
                "indexes",
                "every index is valid and ready",
                """
                select n.nspname || '.' || i.relname, 'index is not valid, on table ' || t.relname
                from pg_index x
                join pg_class i on i.oid = x.indexrelid
                join pg_class t on t.oid = x.indrelid
                join pg_namespace n on n.oid = i.relnamespace
                where not (x.indisvalid and x.indisready and x.indislive)
                  and i.relkind = 'i' order by 1""",
                FindingCode.INDEX_INVALID,
                "rebuild it in production: reindex index concurrently");
    }

    static CatalogObjectsCheck validConstraints() {
        return new CatalogObjectsCheck(
                "constraints",
                "every constraint is validated",
                """
                select c.conrelid::regclass || '.' || c.conname,
                       'constraint is NOT VALID: existing rows were never held against it'
                from pg_constraint c
                where not c.convalidated and c.conrelid <> 0 order by 1""",
                FindingCode.CONSTRAINT_NOT_VALID,
                "in production: alter table ... validate constraint ..., which names the rows that break it");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                results.add(bad(row.getString(1), row.getString(2)));
            }
        }
        return CheckReport.of(results.isEmpty() ? List.of(CheckResult.passed(name, "", expected, "all are")) : results);
    }

    private CheckResult bad(String object, String what) {
        String subject = object.startsWith("public.") ? object.substring("public.".length()) : object;
        return CheckResult.withFinding(
                name, subject, expected, what, Finding.error(code, Stage.CHECK, subject, subject + ": " + what, hint));
    }
}
