package io.restoreverifier.run;

import static io.restoreverifier.run.LegacyBilling.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample company's legacy billing, in PHP on MariaDB: it comes back with what it needs, and not without. */
class BillingApplicationIT {
    private static final String SEVERAL = """
            http: [{get: /health, contains: ok}]
            tcp: [3306, 3307, 5432]
            commands:
              - {name: three databases on three ports, run: test "$DB_PORT $OLD_PORT $CUSTOMERS_PORT" = "3306 3307 5432"}
              - name: the second one lets its user in
                run: >-
                  php -r '$d = new mysqli("127.0.0.1", getenv("OLD_USER"), getenv("OLD_PASSWORD"), "billing", 3307);
                  exit($d->query("select count(*) > 5000 from invoices")->fetch_row()[0] - 1);'
              - name: its password is good for it alone
                run: >-
                  ! php -r 'new mysqli("127.0.0.1", getenv("OLD_USER"), getenv("OLD_PASSWORD"), "billing", 3306);'
            """;

    @TempDir
    static Path folder;

    private static Map<String, Outcome> outcomes;

    @BeforeAll
    static void verify() throws Exception {
        LegacyBilling billing = new LegacyBilling(folder);
        billing.add("several", BillingApplicationIT::onThreeDatabases, SEVERAL);
        billing.add("unknown-user", text -> text.replace("user: billing", "user: accounts"), "tcp: [3306]");
        billing.addBroken("missing-file", "page.php", "", "", "http: [{get: /health, contains: ok}, {get: /login}]");
        billing.addBroken(
                "newer-code",
                "pages.php",
                "SELECT id, firstname, lastname,",
                "SELECT id, salutation, firstname, lastname,",
                "http: [" + LegacyBilling.SIGN_IN + ", {get: /clients}]");
        billing.add("asked-in-vain", UnaryOperator.identity(), """
                tcp: [3306, 9000]
                commands: [{name: it is there, run: test -s public/app.js}]
                logs: {lacks: [Development Server]}
                """);
        outcomes = billing.verify();
    }

    private static String onThreeDatabases(String text) {
        return text.replace("  code: billing-code\n", """
                  old: {backup: billing-nightly, user: billing@localhost}
                  customers: customer-database
                  code: billing-code
                """.indent(0)).replace("  environment:\n", """
                  environment:
                    OLD_PORT: ${old.port}
                    OLD_USER: ${old.name}
                    OLD_PASSWORD: ${old.password}
                    CUSTOMERS_PORT: ${customers.port}
                """.indent(0));
    }

    private static Outcome outcome(String name) {
        return Objects.requireNonNull(outcomes.get(name), name);
    }

    @Test
    void severalDatabasesOfBothKindsAreBesideOneApplication() {
        Outcome outcome = outcome("several");

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes())
                .anyMatch(note ->
                        note.startsWith("part old: billing-20261121T014500Z.sql.gz of billing-nightly, restored in "));
    }

    @Test
    void aUserThatDidNotComeBackIsFoundOut() {
        assertThat(errors(outcome("unknown-user")))
                .containsExactly(
                        "ROLE_MISSING role accounts, which the application logs in to database as, did not come"
                                + " back");
        assertThat(outcome("unknown-user").findings().get(0).hint())
                .isEqualTo("give it in the entry of billing-nightly: `restore: {mariadb: {users: [\"accounts\"]}}`");
    }

    @Test
    void aFileThatTheCodeLacksIsFoundOut() {
        assertThat(errors(outcome("missing-file")))
                .containsExactly("HTTP_FAILED GET /login: expected status 200, found status 500;"
                        + " its log names a file of the code that is missing");
    }

    @Test
    void codeThatIsNewerThanTheSchemaIsFoundOut() {
        assertThat(errors(outcome("newer-code")))
                .containsExactly("HTTP_FAILED GET /clients: expected status 200, found status 500;"
                        + " its log names SQLSTATE 42S22 (a column is missing)");
    }

    @Test
    void whatIsAskedBesideHttpAndDoesNotHoldIsFoundOut() {
        assertThat(errors(outcome("asked-in-vain")))
                .containsExactly(
                        "NOT_READY port 9000: expected the application to listen, found listening ports 3306, 8080",
                        "COMMAND_FAILED it is there: expected status 0, found status 1",
                        "COMMAND_FAILED logs: expected no line like `Development Server`, found 1 line");
    }
}
