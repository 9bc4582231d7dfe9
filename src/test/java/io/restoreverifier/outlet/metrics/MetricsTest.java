package io.restoreverifier.outlet.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.Retries;
import io.restoreverifier.outlet.SampleNight;
import io.restoreverifier.outlet.Sections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets of a night, by a file and by a push to a real server. */
class MetricsTest {
    @TempDir
    Path folder;

    @Test
    void everyFigureOfABackupIsInTheFile() throws IOException {
        Path file = folder.resolve("textfile/restore-verifier.prom");

        tell("file: textfile/restore-verifier.prom", SampleNight.ending(folder));

        assertThat(Files.readString(file))
                .contains("# TYPE restore_verifier_backup_rpo_seconds gauge\n")
                .contains("# UNIT restore_verifier_backup_rpo_seconds seconds\n")
                .contains("# HELP restore_verifier_backup_rpo_seconds Age of the newest data, as measured.\n")
                .contains("restore_verifier_backup_verdict{backup=\"customer-database\",verdict=\"PASSED\"} 1.0\n")
                .contains("restore_verifier_backup_verdict{backup=\"customer-database\",verdict=\"FAILED\"} 0.0\n")
                .contains("restore_verifier_backup_verdict{backup=\"billing-archive\",verdict=\"FAILED\"} 1.0\n")
                .contains("restore_verifier_backup_verdict{backup=\"website-files\",verdict=\"NOT_DUE\"} 1.0\n")
                .contains("restore_verifier_backup_artifact_bytes{backup=\"customer-database\"} 1.6234567E7\n")
                .contains("restore_verifier_backup_artifact_age_seconds{backup=\"customer-database\"} 14400.0\n")
                .contains("restore_verifier_backup_rpo_seconds{backup=\"customer-database\"} 14520.0\n")
                .contains("restore_verifier_backup_rpo_objective_seconds{backup=\"customer-database\"} 93600.0\n")
                .contains("restore_verifier_backup_rto_seconds{backup=\"customer-database\"} 6.123\n")
                .contains("restore_verifier_backup_rto_objective_seconds{backup=\"clientarea-code\"} 600.0\n")
                .doesNotContain("restore_verifier_backup_rto_seconds{backup=\"clientarea-code\"}")
                .contains("restore_verifier_backup_stage_seconds{backup=\"billing-archive\",stage=\"restore\"} 3.912\n")
                .contains("restore_verifier_backups{verdict=\"PASSED\"} 1.0\n")
                .contains("restore_verifier_backups{verdict=\"NOT_DUE\"} 1.0\n")
                .contains("restore_verifier_run_finished_timestamp_seconds 1.795316461E9\n")
                .endsWith("# EOF\n");
        assertThat(file.getParent().toFile().list()).containsExactly("restore-verifier.prom");
    }

    @Test
    void theLastProofIsOfThisRunOrOfTheHistoryOrOfWhatIsNotDue() throws IOException {
        tell("file: a.prom", SampleNight.ending(folder));

        String proven = "restore_verifier_backup_last_proven_timestamp_seconds";
        assertThat(Files.readString(folder.resolve("a.prom")))
                .contains(proven + "{backup=\"customer-database\"} 1.7953164E9\n")
                .contains(proven + "{backup=\"billing-archive\"} 1.7940204E9\n")
                .contains(proven + "{backup=\"website-files\"} 1.7950572E9\n")
                .contains(proven + "{backup=\"clientarea-code\"} 0.0\n");
    }

    @Test
    void withoutAHistoryNobodyIsSaidToBeNeverProven() throws IOException {
        Ending night = SampleNight.ending(folder);

        tell("file: a.prom", new Ending(night.run(), Map.of(), false, folder, Duration.ofSeconds(20)));

        String proven = "restore_verifier_backup_last_proven_timestamp_seconds";
        assertThat(Files.readString(folder.resolve("a.prom")))
                .contains(proven + "{backup=\"customer-database\"} 1.7953164E9\n")
                .doesNotContain(proven + "{backup=\"clientarea-code\"}");
    }

    @Test
    void labelsAreEscaped() throws IOException {
        Ending ending = SampleNight.ending(
                folder, SampleNight.AS_OF, List.of(SampleNight.customers("\"the\nteam\" \\ {x=\"1\"} 2")), Map.of());

        tell("file: a.prom", ending);

        assertThat(Files.readString(folder.resolve("a.prom")))
                .contains("owner=\"\\\"the\\nteam\\\" \\\\ {x=\\\"1\\\"} 2\"");
    }

    @Test
    void aPushReplacesTheWholeGroup() throws Exception {
        BlockingQueue<String> heard = new ArrayBlockingQueue<>(1);
        HttpServer server = server(202, heard);
        try {
            tell("{push: 'http://nightly:s3cret@" + address(server) + "/', job: backups}", SampleNight.ending(folder));
        } finally {
            server.stop(0);
        }

        assertThat(heard.take())
                .startsWith("PUT /metrics/job/backups Basic bmlnaHRseTpzM2NyZXQ= text/plain; version=0.0.4")
                .contains("restore_verifier_backup_rto_seconds{backup=\"customer-database\"} 6.123\n");
    }

    @Test
    void aPushThatIsRefusedIsSaidWithoutThePassword() throws Exception {
        HttpServer server = server(400, new ArrayBlockingQueue<>(1));
        try {
            assertThatThrownBy(() ->
                            tell("push: 'http://nightly:s3cret@" + address(server) + "'", SampleNight.ending(folder)))
                    .isInstanceOf(OutletException.class)
                    .hasMessage("http://" + address(server)
                            + " answers with status 400: no such job; is it the address of a Pushgateway?");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aGatewayThatIsGoneIsSaid() throws Exception {
        HttpServer server = server(202, new ArrayBlockingQueue<>(1));
        String address = address(server);
        server.stop(0);

        assertThatThrownBy(() -> push(address, SampleNight.ending(folder)))
                .isInstanceOf(OutletException.class)
                .hasMessageStartingWith("http://" + address + " cannot be reached; ")
                .hasMessageEndingWith("; is the Pushgateway running?, tried 2 times");
    }

    @Test
    void aGatewayThatIsBackSoonIsToldAll() throws Exception {
        BlockingQueue<String> heard = new ArrayBlockingQueue<>(2);
        HttpServer server = server(heard, 503, 202);
        try {
            push(address(server), SampleNight.ending(folder));
        } finally {
            server.stop(0);
        }

        assertThat(heard).hasSize(2);
        assertThat(heard.take()).isEqualTo(heard.take());
    }

    private static void push(String address, Ending ending) {
        new Pushgateway(URI.create("http://" + address), "backups", new Retries(2, Duration.ofMillis(10))).tell(ending);
    }

    @Test
    void aFileThatCannotBeWrittenIsSaid() throws IOException {
        Files.createDirectories(folder.resolve("a.prom/in-the-way"));

        assertThatThrownBy(() -> tell("file: a.prom", SampleNight.ending(folder)))
                .isInstanceOf(OutletException.class)
                .hasMessageEndingWith("a.prom cannot be written: Is a directory; may this user write there?");
    }

    @Test
    void mistakesAreProblemsOfTheCatalog() {
        assertThat(problems("{}")).containsExactly(": names no place");
        assertThat(problems("file: restore.txt"))
                .containsExactly("file: does not end in .prom, and node_exporter reads no other file");
        assertThat(problems("{push: 'ftp://a', job: a/b, puush: x}"))
                .containsExactly(
                        "job: `a/b` is not a name", "push: is not the URL of a Pushgateway", "puush: unknown key");
    }

    private List<String> problems(String yaml) {
        return Sections.problems(folder, Metrics::read, yaml);
    }

    private void tell(String yaml, Ending ending) {
        for (Outlet outlet : Sections.read(folder, Metrics::read, yaml)) {
            outlet.tell(ending);
        }
    }

    private static String address(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static HttpServer server(int status, BlockingQueue<String> heard) throws IOException {
        return server(heard, status);
    }

    /** Answers with one status after the other, and with the last for ever. */
    private static HttpServer server(BlockingQueue<String> heard, int... statuses) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            heard.offer(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + "\n"
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] answer = "no such job".getBytes(UTF_8);
            int status = statuses[Math.min(asked.getAndIncrement(), statuses.length - 1)];
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }
}
