package io.restoreverifier.remote;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Whatever a server answers for a listing: names without a slash. */
public final class WebLinksFuzz {
    private WebLinksFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String page = new String(bytes, StandardCharsets.UTF_8);
        for (String type : new String[] {"text/html", "text/plain"}) {
            for (String name : WebLinks.in(page, type, URI.create("https://backups.example.net/customers/"))) {
                if (name.contains("/") || name.isEmpty()) {
                    throw new AssertionError("no name of a file: " + name);
                }
            }
        }
    }
}
