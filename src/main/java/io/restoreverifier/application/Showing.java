package io.restoreverifier.application;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The only proxy that a browser has: it asks the application what the browser asks, as the visitor who has signed in, and refuses
 * everything else, since whatever a restored page loads from elsewhere would tell somebody of it. It only reads: no other
 * method passes.
 */
final class Showing implements AutoCloseable {
    private static final int MOST_BYTES = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final List<String> PASSED_ON = List.of("Content-Type", "Location", "Content-Security-Policy");
    private static final int REFUSED = 403;
    private static final int NO_ANSWER = 502;

    private final Visit visit;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

    private Showing(Visit visit, HttpServer server) {
        this.visit = visit;
        this.server = server;
    }

    static Showing of(Visit visit) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Showing showing = new Showing(visit, server);
            server.createContext("/", showing::answer);
            server.setExecutor(showing.threads);
            server.start();
            return showing;
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED, "no port of this machine can be opened: " + e.getMessage(), "", e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Where a browser finds a page. */
    URI address(String path) {
        return visit.address(path);
    }

    /** The status that a page was first answered with; empty when it was not. */
    Optional<Integer> status(String path) {
        return Optional.ofNullable(statuses.get(path));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            URI own = visit.address("/");
            boolean passes = METHODS.contains(exchange.getRequestMethod())
                    && own.getHost().equals(asked.getHost())
                    && own.getPort() == asked.getPort();
            if (!passes) {
                exchange.sendResponseHeaders(REFUSED, -1);
                return;
            }
            pass(exchange, asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery()));
        }
    }

    private void pass(HttpExchange exchange, String path) throws IOException {
        byte[] body;
        HttpResponse<InputStream> response;
        try {
            response = visit.client()
                    .send(
                            HttpRequest.newBuilder(visit.address(path))
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                body = in.readNBytes(MOST_BYTES);
            }
        } catch (IOException e) {
            exchange.sendResponseHeaders(NO_ANSWER, -1);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        statuses.putIfAbsent(path, response.statusCode());
        PASSED_ON.forEach(name -> response.headers()
                .allValues(name)
                .forEach(value -> exchange.getResponseHeaders().add(name, value)));
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
