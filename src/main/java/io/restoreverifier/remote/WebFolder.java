package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** What a page of a web server lists, or one file of it, to read. A file's size and time are asked for one by one. */
final class WebFolder implements RemoteFolder {
    private static final int LONGEST_PAGE = 16 << 20;

    private final WebPlace place;

    WebFolder(WebPlace place) {
        this.place = place;
    }

    @Override
    public String location() {
        return place.location();
    }

    @Override
    public RemoteListing list() throws IOException {
        WebConnection connection = new WebConnection(place);
        List<String> names = place.isListing() ? place.patience().ask(() -> links(connection)) : List.of(place.name());
        return new RemoteListing() {
            @Override
            public List<String> names() {
                return names;
            }

            @Override
            public Optional<RemoteFile> at(String name) throws IOException {
                return place.isListing() && !names.contains(name) ? Optional.empty() : head(connection, name);
            }
        };
    }

    private List<String> links(WebConnection connection) throws IOException {
        try {
            HttpResponse<InputStream> answer =
                    connection.ask(connection.request(place.url()).build());
            try (InputStream page = new Watched(answer.body(), place.patience().silence())) {
                byte[] content = page.readNBytes(LONGEST_PAGE + 1);
                if (content.length > LONGEST_PAGE) {
                    throw new RemoteException(
                            Why.REFUSED, place.location() + " is larger than 16 MiB, and no listing", "");
                }
                String type = answer.headers().firstValue("Content-Type").orElse("");
                return WebLinks.in(new String(content, StandardCharsets.UTF_8), type, URI.create(place.location()));
            }
        } catch (IOException e) {
            RemoteException trouble = connection.explain(e);
            throw trouble.why() == Why.GONE
                    ? new RemoteException(Why.REFUSED, place.location() + " does not exist", "correct `http`", e)
                    : trouble;
        }
    }

    private Optional<RemoteFile> head(WebConnection connection, String name) throws IOException {
        URI url = place.urlOf(name);
        try {
            return Optional.of(place.patience().ask(() -> told(connection, url, name)));
        } catch (RemoteException e) {
            if (e.why() == Why.GONE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static RemoteFile told(WebConnection connection, URI url, String name) throws IOException {
        HttpResponse<InputStream> answer;
        try {
            answer = connection.ask(connection
                    .request(url)
                    .method("HEAD", BodyPublishers.noBody())
                    .build());
        } catch (RemoteException e) {
            if (e.why() != Why.NOT_THAT_WAY) {
                throw e;
            }
            answer = connection.ask(connection.request(url).build());
        }
        answer.body().close();
        return RemoteFile.file(
                name,
                answer.headers().firstValueAsLong("Content-Length").orElse(0),
                modified(answer.headers()).orElse(Instant.EPOCH));
    }

    static Optional<Instant> modified(HttpHeaders headers) {
        try {
            return headers.firstValue("Last-Modified")
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        if (name.contains("/")) {
            throw new IOException(name + " is not a file of " + location());
        }
        return new ResumingStream(new WebFile(place, name), place.patience());
    }
}
