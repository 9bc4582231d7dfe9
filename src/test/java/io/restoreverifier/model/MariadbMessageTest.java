package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MariadbMessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ERROR 1062 (23000) at line 40: Duplicate entry 'secret' for key 'PRIMARY'"
                        + " | at line 40: Duplicate entry '...' (error 1062)",
                "ERROR 1146 (42S02) at line 7: Table 'shop.orders' doesn't exist"
                        + " | at line 7: Table 'shop.orders' doesn't exist (error 1146)",
                "ERROR 1064 (42000) at line 1: You have an error near 'secret value | at line 1: You have an error near '..."
                        + " (error 1064)",
                "ERROR 1292 (22007) at line 3: Incorrect datetime value: 'sec'ret' for column `a`"
                        + " | at line 3: Incorrect datetime value: '...' for column `a` (error 1292)",
                "ERROR 1644 (45000) at line 3: secret | at line 3: a trigger or routine of the database raised an error;"
                        + " its text is not shown, since it may carry rows",
            })
    void namesStayAndValuesGo(String line, String shown) {
        assertThat(MariadbMessage.printed(line)).contains(shown);
    }

    @Test
    void anErrorOfTheClientIsOneThoughItHasNoNumber() {
        assertThat(MariadbMessage.printed("ERROR at line 1: Unknown command '\\s'."))
                .contains("an error of the client, whose text is not shown");
    }

    @Test
    void whatSpeaksAboutTheServerIsToldApart() {
        assertThat(MariadbMessage.saysServerIsLost("at line 3: Lost connection to server (error 2013)"))
                .isTrue();
        assertThat(MariadbMessage.saysServerIsLost("Duplicate entry '...' (error 1062)"))
                .isFalse();
        assertThat(MariadbMessage.saysDiskIsFull("The table '...' is full (error 1114)"))
                .isTrue();
        assertThat(MariadbMessage.saysDiskIsFull("Duplicate entry '...' (error 1062)"))
                .isFalse();
    }

    @Test
    void whatIsNoErrorIsNotShown() {
        assertThat(MariadbMessage.printed("secret row")).isEmpty();
    }

    @Test
    void anErrorOfTheDriverIsOne() {
        assertThat(ServerMessage.of(new SQLException("(conn=12) Duplicate entry 'secret' for key 'x'", "23000", 1062)))
                .isEqualTo("Duplicate entry '...' (error 1062)");
    }
}
