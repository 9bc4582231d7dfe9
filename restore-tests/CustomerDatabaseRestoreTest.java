import static io.restoreverifier.junit.RestoreAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.junit.RestoreTest;
import io.restoreverifier.model.RestoredDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the YAML cannot say, or says less well, is a test in Java beside it. */
@RestoreTest("customer-database")
class CustomerDatabaseRestoreTest {

    @Test
    @DisplayName("no IP address is leased to two services at once")
    void noAddressIsLeasedTwice(RestoredDatabase database) {
        assertThat(database).query("""
                select count(*) from (
                  select address from ip_leases where released_at is null group by address having count(*) > 1) twice""").returns(0);
    }

    @Test
    @DisplayName("billing could go on from here")
    void billingCouldGoOn(RestoredDatabase database) {
        assertThat(database)
                .isSystem("select host from system_identity", "fremont-1")
                .hasNoSequenceBehind();
        assertThat(database).table("invoices").hasAtLeast(9_500).hasNewest("created_at", Duration.ofHours(26));
        assertThat(database).query("select count(*) from staff where active").returns("> 0");
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
            assertThat(written).as("a new customer gets a number of its own").isGreaterThan(before);
            connection.rollback();
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
