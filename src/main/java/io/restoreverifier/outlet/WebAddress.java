package io.restoreverifier.outlet;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** URLs that somebody can be told at. */
public final class WebAddress {
    private WebAddress() {}

    /** Empty when it is none with http or https and a host; it may be a secret, so that no problem repeats it. */
    public static Optional<URI> parse(String text) {
        try {
            URI url = new URI(text.strip());
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            return web && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
