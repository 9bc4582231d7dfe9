import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restoreverifier.junit.RestoreTest;
import io.restoreverifier.model.RestoredDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the YAML cannot say, or says less well, is a test in Java beside it. */
@RestoreTest("customer-database")
class CustomerDatabaseRestoreTest {

    @Test
    @DisplayName("no IP address is leased to two services at once")
    void noAddressIsLeasedTwice(RestoredDatabase database) throws SQLException {
        assertEquals(0, count(database, """
                select count(*) from (
                  select address from ip_leases where released_at is null group by address having count(*) > 1) twice"""));
    }

    @Test
    @DisplayName("a new customer can be written")
    void aNewCustomerCanBeWritten(RestoredDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            long before = count(connection, "select max(id) from customers");
            long written = count(connection, """
                    insert into customers (name, email) values ('Restore Test', 'restore-test@example.org')
                    returning id""");
            assertTrue(written > before, "a new customer gets a number of its own");
            connection.rollback();
        }
    }

    private static long count(RestoredDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return count(connection, sql);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
