package io.restoreverifier.coverage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * How to get into a server.
 *
 * @param url of JDBC; may hold secrets, and is never shown
 * @param user empty when the URL or the system says who
 * @param password empty when none is needed, or the URL or the driver knows it
 */
record Login(String url, String user, String password) {

    /** Asks on a connection that is closed afterwards. */
    interface Question<T> {
        T put(Connection connection) throws SQLException;
    }

    /**
     * Puts a question in a session that only reads.
     *
     * @param limits the driver's properties for time limits and the like
     * @param readOnly the statement that lets all later ones of the session only read
     * @throws CannotTell with SOURCE_UNREACHABLE when the server does not answer
     */
    <T> T ask(Properties limits, String readOnly, Question<T> question) {
        Properties properties = new Properties();
        properties.putAll(limits);
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement()) {
            statement.execute(readOnly);
            return question.put(connection);
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    /** What a driver says may hold the URL, and with it a password: only the class of the error is shown. */
    private CannotTell unanswered(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String how = "does not answer as expected";
        String hint = "try its URL, user and password by hand from this machine";
        if (state.startsWith("28")) {
            how = "does not let this user in";
            hint = "see that the login exists with this password, and may come from this machine";
        } else if (state.startsWith("08")) {
            how = "cannot be reached";
            hint = "does it run, and can this machine reach it?";
        } else if (state.startsWith("42")) {
            how = "does not let this user ask for its databases";
            hint = "give the login the rights that the documentation names";
        }
        return new CannotTell(
                FindingCode.SOURCE_UNREACHABLE, how + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")"), hint, e);
    }

    /** Keeps the password out of what is printed by accident. */
    @Override
    public String toString() {
        return "Login " + user;
    }
}
