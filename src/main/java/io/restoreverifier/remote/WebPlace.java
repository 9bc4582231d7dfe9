package io.restoreverifier.remote;

import io.restoreverifier.model.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Files on a web server: one, or those that a page lists.
 *
 * @param url of a page with links to files when it ends with a slash, else of the one file
 * @param authorization the whole field of that name (RFC 9110, 11.6.2); empty for none
 */
public record WebPlace(URI url, Optional<String> authorization, Patience patience) {
    private static final URI NOWHERE = URI.create("http://invalid.invalid/");

    /**
     * Reads a key with a URL, and who asks: {@code user} and {@code password}, or {@code token}. After a problem was noted
     * the place is there, and must not be used.
     */
    public static WebPlace read(Settings settings, String key, Patience patience) {
        String written = settings.requiredText(key);
        Optional<URI> url = url(written);
        if (url.isEmpty() && !written.isBlank()) {
            settings.problem(key, "is no URL with http or https, a host and a path, and without a password", "");
        }
        Optional<String> authorization = authorization(settings);
        if (authorization.isPresent() && url.filter(WebPlace::isOverheard).isPresent()) {
            settings.problem(key, "a password or token is not sent in plain text", "write `https://...`");
        }
        return new WebPlace(url.orElse(NOWHERE), authorization, patience);
    }

    private static Optional<URI> url(String written) {
        try {
            URI url = new URI(written.strip());
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            boolean plain = url.getUserInfo() == null && url.getFragment() == null && url.getRawPath() != null;
            return web && plain && url.getHost() != null && !url.getRawPath().isEmpty()
                    ? Optional.of(url.normalize())
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> authorization(Settings settings) {
        Optional<String> user = settings.text("user");
        Optional<String> password = settings.text("password");
        Optional<String> token = settings.text("token");
        if (user.isPresent() != password.isPresent()) {
            settings.problem(user.isPresent() ? "password" : "user", "goes with the other: user and password", "");
        }
        if (token.isPresent() && user.isPresent()) {
            settings.problem("token", "stands beside `user`", "keep one of the two");
        }
        return token.map(t -> "Bearer " + t)
                .or(() -> user.map(u -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString((u + ":" + password.orElse("")).getBytes(StandardCharsets.UTF_8))));
    }

    private static boolean isOverheard(URI url) {
        try {
            return "http".equalsIgnoreCase(url.getScheme())
                    && !InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }

    /** To read there. */
    public RemoteFolder folder() {
        return new WebFolder(this);
    }

    boolean isListing() {
        return url.getRawPath().endsWith("/");
    }

    /** The folder, without what follows a question mark: that may be a secret. */
    String location() {
        String path = url.getRawPath();
        return url.getScheme() + "://" + url.getRawAuthority() + path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** The one file's name. */
    String name() {
        String path = url.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** @throws RemoteException when no URL can have that name */
    URI urlOf(String name) throws RemoteException {
        if (!isListing() && name.equals(name())) {
            return url;
        }
        try {
            String path = new URI(null, null, "/" + name, null).toASCIIString();
            return URI.create(location() + path.substring(1));
        } catch (URISyntaxException e) {
            throw new RemoteException(RemoteException.Why.GONE, location() + " has no such name", "", e);
        }
    }

    /** The server, for messages. */
    String server() {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Keeps secrets out of what is printed by accident. */
    @Override
    public String toString() {
        return location();
    }
}
