package io.restoreverifier.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A web server on loopback that serves a folder, lists it on a page, and does wrong what it is told to. */
public final class WebServerHere implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path folder;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Integer> answers = new ConcurrentLinkedDeque<>();
    private volatile boolean ranges = true;
    private volatile boolean marks = true;
    private volatile boolean plain;
    private volatile long claimedMore;
    private volatile Optional<String> authorization = Optional.empty();

    public WebServerHere(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/backups/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Method, path and, where there is one, range of each request so far. */
    public List<String> asked() {
        return asked;
    }

    /** The next request is answered by a status alone. */
    public void answer(int status) {
        answers.add(status);
    }

    public void withoutRanges() {
        ranges = false;
    }

    public void withoutMarks() {
        marks = false;
    }

    public void listPlainly() {
        plain = true;
    }

    /** From now on a file is said to be longer than it is. */
    public void claimMore(long bytes) {
        claimedMore = bytes;
    }

    /** From now on who does not send this field is turned away. */
    public void demand(String field) {
        authorization = Optional.of(field);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath()
                + (range == null ? "" : " " + range));
        try (exchange) {
            Integer status = answers.poll();
            if (status == null
                    && authorization.isPresent()
                    && !authorization.get().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                status = 401;
            }
            String name = exchange.getRequestURI().getPath().substring("/backups/".length());
            if (status != null) {
                exchange.sendResponseHeaders(status, -1);
            } else if (name.isEmpty()) {
                list(exchange);
            } else if (Files.isRegularFile(folder.resolve(name))) {
                send(exchange, folder.resolve(name), range);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        StringBuilder page =
                new StringBuilder(plain ? "" : "<html><a href=\"?C=M;O=A\">Modified</a><a href='../'>up</a>");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                String link = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
                page.append(plain ? name + "\n" : "<a class=\"file\" href=\"" + link + "\">" + name + "</a>\n");
            }
        }
        byte[] content = page.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", plain ? "text/plain" : "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    private void send(HttpExchange exchange, Path file, String range) throws IOException {
        byte[] content = Files.readAllBytes(file);
        String tag = "\"" + Integer.toHexString(java.util.Arrays.hashCode(content)) + "\"";
        if (marks) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        exchange.getResponseHeaders()
                .set(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC)));
        if (!marks) {
            exchange.getResponseHeaders().remove("Last-Modified");
        }
        int from = 0;
        String same = exchange.getRequestHeaders().getFirst("If-Range");
        if (range != null && ranges && tag.equals(same)) {
            from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + from + "-" + (content.length - 1) + "/" + (content.length + claimedMore));
        }
        long length = content.length - from + claimedMore;
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length == 0 ? -1 : length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(content, from, content.length - from);
        } catch (IOException e) {
            if (claimedMore == 0 && !String.valueOf(e.getMessage()).matches("(?s).*(reset|pipe|closed).*")) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Forgets what was asked. */
    public List<String> forget() {
        List<String> before = new ArrayList<>(asked);
        asked.clear();
        return before;
    }
}
