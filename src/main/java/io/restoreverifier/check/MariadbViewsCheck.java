package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** By default: every view gives its first row. */
final class MariadbViewsCheck extends DatabaseCheck {
    private static final String EXPECTED = "each gives its first row";
    private static final String VIEWS = "select table_schema, table_name from information_schema.views"
            + " where table_schema " + Dialect.NOT_SYSTEM + " order by 1, 2";

    @Override
    public String name() {
        return "views";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<TableName> views = Dialect.tables(connection, VIEWS);
        List<CheckResult> results = new ArrayList<>();
        for (TableName view : views) {
            select(connection, view).ifPresent(results::add);
        }
        if (views.size() > results.size()) {
            results.add(
                    0,
                    CheckResult.passed(name(), "", EXPECTED, TableName.number(views.size() - results.size()) + " do"));
        }
        return CheckReport.of(
                results.isEmpty()
                        ? List.of(CheckResult.notApplicable(name(), "", EXPECTED, "the database has no view"))
                        : results);
    }

    private Optional<CheckResult> select(Connection connection, TableName view) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select * from " + Dialect.MARIADB.quoted(view) + " limit 1");
            return Optional.empty();
        } catch (SQLException e) {
            throwIfNotAnswered(e, name());
            String message = ServerMessage.of(e);
            return Optional.of(
                    CheckResult.withFinding(
                            name(),
                            view.toString(),
                            EXPECTED,
                            message,
                            Finding.error(
                                    FindingCode.QUERY_FAILED,
                                    Stage.CHECK,
                                    view.toString(),
                                    "view " + view + " cannot be read: " + message,
                                    "does it work in production? then the backup lacks a table, a function or a user that it needs")));
        }
    }
}
