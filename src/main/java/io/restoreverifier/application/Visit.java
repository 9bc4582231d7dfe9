package io.restoreverifier.application;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.RestoredDatabase;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One visitor of an application, whose cookies are kept from one check to the next. Closed by whoever began it, before the
 * application.
 */
public final class Visit implements AutoCloseable {
    private final StartedApplication application;
    private final Doorway doorway;
    private final Map<String, PartDatabase> databases;
    private final List<Attachment> attachments = new ArrayList<>();
    private final HttpClient client;

    private Visit(StartedApplication application, Doorway doorway, Map<String, PartDatabase> databases) {
        this.application = application;
        this.doorway = doorway;
        this.databases = Map.copyOf(databases);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
    }

    /**
     * @param port that the application listens on
     * @param databases those of its parts, by the name of the part
     */
    public static Visit of(StartedApplication application, int port, Map<String, PartDatabase> databases) {
        return new Visit(application, Doorway.to(application.sandbox(), port), databases);
    }

    /** @throws IllegalArgumentException when there is no such part */
    RestoredDatabase database(String part) {
        return Optional.ofNullable(databases.get(part))
                .map(PartDatabase::restored)
                .orElseThrow(() -> new IllegalArgumentException("the catalog was read: " + part));
    }

    /** What explains that it failed and is not its own doing, in its sandbox or those of its databases; empty when nothing does. */
    public Optional<CannotTell> exhaustion() {
        return application
                .exhaustion()
                .or(() -> databases.values().stream()
                        .flatMap(database -> database.restored().exhaustion().stream())
                        .findFirst());
    }

    /** Adds what the report shows beside the answers. */
    void attach(Attachment attachment) {
        attachments.add(attachment);
    }

    public List<Attachment> attachments() {
        return List.copyOf(attachments);
    }

    StartedApplication application() {
        return application;
    }

    Doorway doorway() {
        return doorway;
    }

    HttpClient client() {
        return client;
    }

    /** @throws IllegalArgumentException when the path is none */
    URI address(String path) {
        return URI.create("http://127.0.0.1:" + doorway.port() + path);
    }

    @Override
    public void close() {
        doorway.close();
    }
}
