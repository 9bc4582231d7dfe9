package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file on a web server as it was when it was opened first: its entity tag, else its modification time, tells whether it
 * still is (RFC 9110, 13.1.5 and 14).
 */
final class WebFile implements ResumingStream.Piecewise {
    private final WebPlace place;
    private final String name;
    private final WebConnection connection;
    private @Nullable HttpHeaders first;

    WebFile(WebPlace place, String name) {
        this.place = place;
        this.name = name;
        this.connection = new WebConnection(place);
    }

    @Override
    public long length() {
        return first == null ? -1 : first.firstValueAsLong("Content-Length").orElse(-1);
    }

    @Override
    public InputStream from(long offset) throws IOException {
        URI url = place.urlOf(name);
        HttpRequest.Builder request = connection.request(url);
        if (first != null) {
            String mark = mark(first).orElseThrow(this::unmarked);
            request.header("Range", "bytes=" + offset + "-").header("If-Range", mark);
        }
        HttpResponse<InputStream> answer = ask(request.build());
        boolean right = false;
        InputStream content = new Watched(answer.body(), place.patience().silence());
        try {
            if (first == null) {
                first = answer.headers();
            } else {
                holdSame(answer, offset, content);
            }
            right = true;
            return content;
        } finally {
            if (!right) {
                content.close();
            }
        }
    }

    private HttpResponse<InputStream> ask(HttpRequest request) throws IOException {
        try {
            return connection.ask(request);
        } catch (RemoteException e) {
            if (e.why() == Why.GONE) {
                throw new RemoteException(Why.GONE, place.location() + name + " does not exist", "", e);
            }
            throw e;
        }
    }

    /** A server that does not know ranges gives the whole file: what was read of it already is read once more. */
    private void holdSame(HttpResponse<InputStream> answer, long offset, InputStream content) throws IOException {
        if (answer.statusCode() == 206) {
            String range = answer.headers().firstValue("Content-Range").orElse("");
            if (range.startsWith("bytes " + offset + "-") && (length() < 0 || range.endsWith("/" + length()))) {
                return;
            }
            throw changed();
        }
        if (!mark(answer.headers()).equals(first == null ? Optional.empty() : mark(first))
                || answer.headers().firstValueAsLong("Content-Length").orElse(-1) != length()) {
            throw changed();
        }
        content.skipNBytes(offset);
    }

    /** A weak entity tag does not say that every byte is the same. */
    private static Optional<String> mark(HttpHeaders headers) {
        return headers.firstValue("ETag")
                .filter(tag -> !tag.startsWith("W/"))
                .or(() -> headers.firstValue("Last-Modified"));
    }

    private RemoteException changed() {
        return new RemoteException(
                Why.REFUSED,
                name + " has changed while it was read",
                "let the backup job write under another name and rename it");
    }

    private RemoteException unmarked() {
        return new RemoteException(
                Why.REFUSED,
                "the connection to " + place.server() + " broke off, and nothing tells whether " + name
                        + " is still the same",
                "let the server send ETag or Last-Modified");
    }

    @Override
    public RemoteException explain(IOException failure) {
        return connection.explain(failure);
    }
}
