package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as PostgreSQL 15, its tools and its driver really write them. */
class ServerMessageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR:  relation \"public.audit_log\" does not exist",
                "ERROR: column \"due_on\" of relation \"invoices\" does not exist",
                "ERROR: column c.due_on does not exist",
                "ERROR:  role \"billing_app\" does not exist",
                "ERROR:  schema \"billing\" does not exist",
                "ERROR:  type \"public.invoice_status\" does not exist",
                "ERROR:  function public.settle_invoice(bigint, text) does not exist",
                "ERROR:  extension \"postgis\" is not available",
                "ERROR:  could not open extension control file \"/usr/share/postgresql/15/extension/postgis.control\"",
                "ERROR:  unrecognized configuration parameter \"transaction_timeout\"",
                "ERROR:  permission denied for table customers",
                "ERROR:  must be owner of table customers",
                "ERROR:  new row for relation \"tickets\" violates check constraint \"short\"",
                "ERROR:  duplicate key value violates unique constraint \"customers_email_key\"",
                "ERROR:  could not create unique index \"customers_email_key\"",
                "ERROR:  insert or update on table \"payments\" violates foreign key constraint \"payments_invoice_id_fkey\"",
                "ERROR:  null value in column \"email\" of relation \"customers\" violates not-null constraint",
                "ERROR:  conflicting key value violates exclusion constraint \"ip_ranges_do_not_overlap\"",
                "ERROR:  no partition of relation \"traffic\" found for row",
                "ERROR:  value for domain email violates check constraint \"email_check\"",
                "ERROR:  value too long for type character varying(10)",
                "ERROR: large object 17000 does not exist",
                "ERROR: cannot execute INSERT in a read-only transaction",
                "ERROR: canceling statement due to statement timeout",
                "FATAL: terminating connection due to administrator command",
                "ERROR: heap tuple (0,1) from table \"contacts\" lacks matching index tuple within index \"contacts_name_idx\"",
                "ERROR: item order invariant violated for index \"contacts_name_idx\"",
                "ERROR:  there is no unique constraint matching given keys for referenced table \"customers\"",
                "ERROR:  data type json has no default operator class for access method \"btree\"",
                "LOG:  server process (PID 4711) was terminated by signal 9: Killed",
                "FATAL:  could not write to file \"pg_wal/xlogtemp.57\": No space left on device",
                "pg_restore: error: unsupported version (1.16) in file header",
                "pg_restore: error: could not read from input file: end of file",
                "pg_restore: error: could not uncompress data: incorrect data check",
                "pg_restore: error: COPY failed for table \"tickets\": ERROR:  value too long for type character varying(10)",
                "The connection attempt failed.",
                "An I/O error occurred while sending to the backend."
            })
    void whatPostgresqlItselfSaysStaysAsItIs(String message) {
        assertThat(ServerMessage.withoutRows(message)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ERROR: invalid input syntax for type integer: \"PLANTED\" | ERROR: invalid input syntax for type integer: \"...\"",
                "ERROR: invalid input value for enum invoice_status: \"PLANTED\" | ERROR: invalid input value for enum invoice_status: \"...\"",
                "ERROR: value \"123456789012\" is out of range for type integer | ERROR: value \"...\" is out of range for type integer",
                "ERROR: date/time field value out of range: \"2026-13-01\" | ERROR: date/time field value out of range: \"...\"",
                "ERROR: syntax error at or near \"PLANTED\" | ERROR: syntax error at or near \"...\"",
                "ERROR: invalid byte sequence for encoding \"UTF8\": 0xc3 0x28 | ERROR: invalid byte sequence for encoding \"UTF8\": ...",
                "ERROR: malformed array literal: \"{PLANTED | ERROR: malformed array literal: \"...\"",
                "ERROR: Key (email)=(planted@example.org) already exists. | ERROR: Key (...)=(...)",
                "ERROR: invoice 4711 of Miller & Söhne owes 99.95 | ERROR: ... of ... & ...",
            })
    void valuesAreHidden(String message, String shown) {
        assertThat(ServerMessage.withoutRows(message)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR: new row for relation \"t\" violates check constraint \"c\"\n  Detail: Failing row contains (1, PLANTED).",
                "ERROR:  new row for relation \"t\" violates check constraint \"c\"\nDETAIL:  Failing row contains (1, PLANTED).",
                "ERROR: invalid input syntax for type json\n  Detail: Token \"PLANTED\" is invalid.\n  Where: JSON data, line 1: PLANTED",
                "ERROR:  invalid input syntax for type integer: \"PLANTED\"\nCONTEXT:  COPY t, line 1, column a: \"PLANTED\"",
                "ERROR:  first line\nPLANTED in the second",
                "ERROR: duplicate key DETAIL: Key (a)=(PLANTED) already exists.",
                "ERROR: COPY t, line 3: PLANTED",
                "ERROR: 'PLANTED''PLANTED' and \"PLANTED\"\"PLANTED\" and 'PLANTED",
                "PLANTED",
                "ERROR: Straße PLANTED",
            })
    void nothingOfARowIsShown(String message) {
        assertThat(ServerMessage.withoutRows(message)).doesNotContain("PLANTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR: user \"planted@example.org\" does not exist\n  Where: PL/pgSQL function f(text) line 3 at RAISE",
                "ERROR:  role \"PLANTED\" does not exist\nCONTEXT:  PL/pgSQL function f(text) line 3 at RAISE",
                "ERROR:  index 12345 is corrupt\nCONTEXT:  PL/pgSQL function f(text) line 9 at ASSERT",
                "ERROR:  spam\nCONTEXT:  Traceback (most recent call last):\nPL/Python function \"f\"",
            })
    void whatAFunctionRaisesIsNotShownAtAll(String message) {
        assertThat(ServerMessage.withoutRows(message))
                .isEqualTo(
                        "a function of the database raised an error; its text is not shown, since it may carry rows");
    }

    @Test
    void anErrorOfTheStatesOfFunctionsIsNotShownAtAll() {
        assertThat(ServerMessage.of(new SQLException("ERROR: role \"PLANTED\" does not exist", "P0001")))
                .startsWith("a function of the database raised an error");
        assertThat(ServerMessage.of(new SQLException("ERROR: relation \"x\" does not exist", "42P01")))
                .isEqualTo("ERROR: relation \"x\" does not exist");
    }

    @Test
    void anEndlessMessageIsNoTrouble() {
        String endless = "PLANTED\"\"".repeat(20_000);

        assertThat(ServerMessage.withoutRows("ERROR: invalid value: \"" + endless))
                .isEqualTo("ERROR: invalid value: \"...\"");
        assertThat(ServerMessage.withoutRows("ERROR: invalid value: '" + endless))
                .isEqualTo("ERROR: invalid value: '...'");
    }

    @Test
    void aMessageThatIsNotThereIsNoTrouble() {
        assertThat(ServerMessage.withoutRows("")).isEmpty();
        assertThat(ServerMessage.of(new SQLException())).isEqualTo("null");
    }
}
