package io.restoreverifier.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cause is told, and no word that could be out of a row. */
class CauseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "database trouble, SQLSTATE 42703 | SQLSTATE 42703 (a column is missing)",
                "SQLSTATE[42P01]: Undefined table: 7 | SQLSTATE 42P01 (a table is missing)",
                "Exception in thread \"main\" java.lang.IllegalArgumentException: PORT is not a number: x |"
                        + " java.lang.IllegalArgumentException",
                "Caused by: java.lang.NoClassDefFoundError: org/postgresql/Driver | java.lang.NoClassDefFoundError",
                "org.postgresql.util.PSQLException: ERROR: column n.body does not exist |"
                        + " ERROR: column n.body does not exist",
                "x: ERROR: duplicate key value violates unique constraint \"staff_login_key\" Detail: Key (login)=(ann) |"
                        + " 'ERROR: duplicate key value violates unique constraint \"staff_login_key\"'",
            })
    void causesAreRead(String line, String cause) {
        assertThat(Cause.in(line)).contains(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /customers 200", "mail to ann@example.org was not sent", "error: Ann Miller", ""})
    void otherLinesSayNothing(String line) {
        assertThat(Cause.in(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "smtp.company.example, smtp.company.example",
        "localhost, localhost",
        "q3vzdg9tzxigbnvtymvyide.thief.example, ...thief.example",
        "1042.customers.thief.example, ...thief.example",
        "a.b.c.d.thief.example, ...thief.example",
        "a-single-label-of-many-letters, ......",
    })
    void namesThatMayCarryDataAreCut(String name, String shown) {
        assertThat(ContactName.shown(name)).isEqualTo(shown);
    }

    @Test
    void listeningPortsAreReadFromTheKernelsList() {
        assertThat(ListeningPort.in("   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000"))
                .contains(8080);
        assertThat(ListeningPort.in("   1: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000"))
                .isEmpty();
        assertThat(ListeningPort.in("  sl  local_address rem_address   st tx_queue rx_queue"))
                .isEqualTo(Optional.empty());
    }
}
