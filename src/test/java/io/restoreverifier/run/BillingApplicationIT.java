package io.restoreverifier.run;

import static io.restoreverifier.run.LegacyBilling.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
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

    private static final String WRITTEN = """
            http: [%s]
            write:
              - name: a new invoice
                post: /invoices
                form: {client: 1, description: restore test, amount: 12.34}
                status: 303
                table: invoices
                read: {name: it is shown, get: "/invoice?id={key}", contains: [restore test, "12.34", LH-M]}
            screenshot: ["/client?id=1"]
            """.formatted(LegacyBilling.SIGN_IN);

    /** Answers 500 when what it started has been killed. */
    private static final String EXHAUSTED = """
            application: exhausted
            needs: {code: billing-code}
            sandbox: {memory: 300MiB}
            start:
              image: debian:bookworm-slim
              port: 8080
              run: >-
                perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalPort => 8080, Listen => 5) or die;
                while ($c = $s->accept) { 1 while defined($l = <$c>) && $l =~ /\\S/;
                system("perl", "-e", "\\$x = q(x) x 800000000; print length \\$x");
                print $c "HTTP/1.1 500 Error\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n"; close $c }'
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
        billing.add("written", UnaryOperator.identity(), WRITTEN);
        billing.addBroken(
                "numbers-behind",
                "pages.php",
                "$id = database()->insert_id;",
                "rows('UPDATE invoices SET id = 0 WHERE id = ?', [database()->insert_id]);\n    $id = 0;",
                WRITTEN);
        billing.add("not-signed-in", UnaryOperator.identity(), "screenshot: /clients");
        billing.add("exhausted", text -> EXHAUSTED, "http: [{get: /}]");
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
    void whatIsWrittenGetsANewNumberAndIsShown() throws Exception {
        Outcome outcome = outcome("written");

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.checks())
                .filteredOn(check -> check.check().equals("write"))
                .extracting(CheckResult::subject, CheckResult::status)
                .containsExactly(
                        tuple("a new invoice", Status.PASSED),
                        tuple("invoices", Status.PASSED),
                        tuple("it is shown", Status.PASSED));
        assertThat(outcome.checks())
                .filteredOn(check -> check.subject().equals("invoices"))
                .extracting(CheckResult::found)
                .containsExactly("1 row more, the highest id 1 higher");
    }

    @Test
    void aPageIsPicturedAndTheRecoveryDrawn() throws Exception {
        Outcome outcome = outcome("written");

        assertThat(outcome.attachments())
                .extracting(Attachment::name)
                .contains("critical path", "screenshot of /client?id=1");
        assertThat(files(".png")).hasSize(2).allSatisfy(file -> {
            BufferedImage image = ImageIO.read(file.toFile());
            assertThat(image.getWidth()).isEqualTo(1280);
            assertThat(image.getRGB(5, 5)).as("the colour of its header").isEqualTo(0xff2f5d50);
        });
        assertThat(files(".svg"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readString(file))
                        .startsWith("<svg ")
                        .contains(">build, start, readiness *<", ">RTO "));
    }

    private static List<Path> files(String extension) throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("report/allure-results"))) {
            return files.filter(file -> file.toString().endsWith(extension)).toList();
        }
    }

    @Test
    void aNumberBelowThoseThatWereRestoredIsFoundOut() {
        assertThat(errors(outcome("numbers-behind")))
                .containsExactly(
                        "SEQUENCE_BEHIND a new invoice: expected in table invoices 1 row more, its id above the"
                                + " highest that was restored, found 1 row more, the highest id 0 higher");
    }

    @Test
    void aPageThatNobodySignedInToIsNotTakenForAPicture() {
        assertThat(errors(outcome("not-signed-in")))
                .containsExactly(
                        "HTTP_FAILED screenshot of /clients: expected status 200, and a page that is not blank,"
                                + " found status 303");
    }

    @Test
    void aServerErrorWhenMemoryRanOutIsNotTheBackupsFault() {
        Outcome outcome = outcome("exhausted");

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(errors(outcome)).first().asString().startsWith("OUT_OF_MEMORY the sandbox ran out of memory");
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
