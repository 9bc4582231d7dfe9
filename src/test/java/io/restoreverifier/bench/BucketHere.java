package io.restoreverifier.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A bucket that lists its keys a thousand at a time, as S3's ListObjectsV2 does, and nothing else: S3Mock takes a quarter of an
 * hour to be given a hundred thousand objects, and most of the time of a listing for itself.
 */
final class BucketHere implements AutoCloseable {
    private static final int PAGE = 1000;

    /** Made before anything is timed: elsewhere another machine would make them. */
    private final List<byte[]> pages;

    private final HttpServer server;

    private BucketHere(List<byte[]> pages, HttpServer server) {
        this.pages = List.copyOf(pages);
        this.server = server;
    }

    /** @param keys in their order; at least one */
    static BucketHere of(List<String> keys) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<byte[]> pages = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += PAGE) {
            pages.add(page(keys, from));
        }
        BucketHere bucket = new BucketHere(pages, server);
        server.createContext("/", bucket::answer);
        server.start();
        return bucket;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Says where it goes on as the index of the next key. */
    private static byte[] page(List<String> keys, int from) {
        int to = Math.min(keys.size(), from + PAGE);
        StringBuilder page = new StringBuilder("<ListBucketResult><Name>backups</Name><KeyCount>")
                .append(to - from)
                .append("</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>")
                .append(to < keys.size())
                .append("</IsTruncated>");
        if (to < keys.size()) {
            page.append("<NextContinuationToken>").append(to).append("</NextContinuationToken>");
        }
        for (String key : keys.subList(from, to)) {
            page.append("<Contents><Key>")
                    .append(key)
                    .append(
                            "</Key><LastModified>2026-11-20T02:15:00.000Z</LastModified><ETag>\"9dd4e461268c8034f5c8564e155c67a6\"")
                    .append("</ETag><Size>1</Size><StorageClass>STANDARD</StorageClass></Contents>");
        }
        return page.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int from = query.contains("continuation-token=")
                ? Integer.parseInt(query.replaceFirst(".*continuation-token=(\\d+).*", "$1"))
                : 0;
        byte[] body = pages.get(from / PAGE);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
