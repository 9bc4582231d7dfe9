package io.restoreverifier.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Status;
import io.restoreverifier.report.Chromium;
import io.restoreverifier.sandbox.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pages in the real browser, some of which want more than to be looked at. */
class ScreenshotCheckIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private HttpServer application;
    private HttpServer elsewhere;
    private Visit visit;

    @BeforeEach
    void serve() throws IOException {
        Chromium.find(folder);
        application = serve("application");
        elsewhere = serve("elsewhere");
        LoopbackSandbox sandbox = new LoopbackSandbox(application.getAddress().getPort());
        StartedApplication started = StartedApplication.begin(
                sandbox,
                Command.shell(LIMIT, "true"),
                new ApplicationLog(List.of()),
                Contacts.in(sandbox, List.of(), LIMIT));
        visit = Visit.of(started, 8080, Map.of());
    }

    private HttpServer serve(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(name, exchange));
        server.start();
        return server;
    }

    private void answer(String name, HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(name + " " + exchange.getRequestMethod() + " " + path);
            String other = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
            String page = switch (path) {
                case "/page" -> "<h1>42 customers</h1><img src=/logo.png>";
                case "/greedy" ->
                    "<h1>42 customers</h1><img src='" + other + "/pixel.png'><script>fetch('" + other
                            + "/rows', {mode: 'no-cors'}); fetch('/delete', {method: 'POST', body: 'x'});"
                            + " fetch('/mine')</script>";
                default -> "";
            };
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(path.equals("/broken") ? 500 : 200, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @AfterEach
    void stop() {
        visit.close();
        application.stop(0);
        elsewhere.stop(0);
    }

    private CheckResult look(String path) {
        return new ScreenshotCheck(path).put(visit, LIMIT).get(0);
    }

    @Test
    void aPageIsPictured() {
        CheckResult result = look("/page");

        assertThat(result.status()).as(result.findings().toString()).isEqualTo(Status.PASSED);
        assertThat(result.found()).matches("status 200, 1280 x 900 pixels, \\d+ bytes");
        assertThat(visit.attachments()).extracting(Attachment::name).containsExactly("screenshot of /page");
        assertThat(asked).contains("application GET /page", "application GET /logo.png");
    }

    @Test
    void whatAPageWantsOfOthersOrToWriteIsRefused() {
        assertThat(look("/greedy").status()).isEqualTo(Status.PASSED);

        assertThat(asked).contains("application GET /greedy", "application GET /mine");
        assertThat(asked).noneMatch(request -> request.startsWith("elsewhere"));
        assertThat(asked).noneMatch(request -> request.contains("POST"));
    }

    @Test
    void aBlankPageOrAnErrorIsNoPage() {
        assertThat(look("/blank").findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .matches("screenshot of /blank: expected status 200, and a page that is not blank, found a blank page,"
                        + " 1280 x 900 pixels, \\d+ bytes");
        assertThat(look("/broken").findings())
                .extracting(Finding::message)
                .containsExactly(
                        "screenshot of /broken: expected status 200, and a page that is not blank, found status 500");
    }
}
