package io.restoreverifier.application;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;

/**
 * One visitor of an application, whose cookies are kept from one check to the next. Closed by whoever began it, before the
 * application.
 */
public final class Visit implements AutoCloseable {
    private final StartedApplication application;
    private final Doorway doorway;
    private final HttpClient client;

    private Visit(StartedApplication application, Doorway doorway) {
        this.application = application;
        this.doorway = doorway;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
    }

    /** @param port that the application listens on */
    public static Visit of(StartedApplication application, int port) {
        return new Visit(application, Doorway.to(application.sandbox(), port));
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
