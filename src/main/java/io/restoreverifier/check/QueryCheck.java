package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Expected;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A query with an expected answer: {@code queries:} and {@code identity:}. An answer that is no number or truth value
 * may be a value out of a row, and is not shown.
 */
final class QueryCheck extends DatabaseCheck {
    private final String check;
    private final String subject;
    private final String sql;
    private final Expected expected;
    private final FindingCode code;
    private final String hint;

    private QueryCheck(String check, String subject, String sql, Expected expected, FindingCode code, String hint) {
        this.check = check;
        this.subject = subject;
        this.sql = sql;
        this.expected = expected;
        this.code = code;
        this.hint = hint;
    }

    static QueryCheck query(String name, String sql, Expected expected) {
        return new QueryCheck(
                "queries", name, sql, expected, FindingCode.QUERY_FAILED, "does the same query hold in production?");
    }

    static QueryCheck identity(String sql, Expected expected) {
        return new QueryCheck(
                "identity",
                "",
                sql,
                expected,
                FindingCode.WRONG_SYSTEM,
                "the backup job dumps another system: look at the host and database it connects to");
    }

    @Override
    public String name() {
        return check;
    }

    @Override
    CheckReport put(Connection connection, Subject unused) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            SingleValue.check(result);
            String found = result.getString(1);
            SingleValue.checkNoMore(result);
            return CheckReport.of(held(found));
        } catch (SingleValue.NotSingle e) {
            return CheckReport.of(failed(String.valueOf(e.getMessage())));
        } catch (SQLException e) {
            throwIfNotAnswered(e, check);
            return CheckReport.of(queryFailed(check, subject, expected.toString(), e));
        }
    }

    private CheckResult held(@Nullable String found) {
        if (expected.holds(found)) {
            return CheckResult.passed(
                    check,
                    subject,
                    expected.toString(),
                    found != null && isCountOrTruth(found) ? found : "as expected");
        }
        return failed("found " + shown(found));
    }

    private CheckResult failed(String found) {
        String message = (subject.isEmpty() ? check : subject) + ": expected " + expected + ", " + found;
        return CheckResult.withFinding(
                check, subject, expected.toString(), found, Finding.error(code, Stage.CHECK, subject, message, hint));
    }

    private static String shown(@Nullable String found) {
        if (found == null) {
            return "NULL";
        }
        return isCountOrTruth(found) ? found : "another text of " + found.length() + " characters";
    }

    private static boolean isCountOrTruth(String found) {
        return found.matches("t|f|true|false|-?\\d{1,30}(\\.\\d{1,10})?");
    }
}
