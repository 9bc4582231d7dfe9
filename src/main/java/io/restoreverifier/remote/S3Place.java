package io.restoreverifier.remote;

import io.restoreverifier.model.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects of a bucket whose keys begin with a prefix, as if they were a folder.
 *
 * @param prefix empty, or with a slash at its end
 * @param endpoint of a server that is compatible with S3; empty for Amazon's own
 * @param region empty for what the SDK finds
 * @param pathStyle whether the bucket is in the path and not in the host's name
 */
public record S3Place(
        String bucket,
        String prefix,
        Optional<URI> endpoint,
        Optional<String> region,
        boolean pathStyle,
        S3Login login,
        Patience patience) {
    private static final Pattern WRITTEN = Pattern.compile("(?:s3://)?([a-z0-9][a-z0-9._-]{1,62})(?:/(.*))?");

    /**
     * Reads a key that names a bucket and a prefix, such as {@code backups/customers}, and where and how it is had:
     * {@code endpoint}, {@code region}, {@code path-style}, {@code access-key}, {@code secret-key}, {@code session-token}.
     * After a problem was noted the place is there, and must not be used.
     */
    public static S3Place read(Settings settings, String key, Patience patience) {
        String written = settings.requiredText(key);
        Matcher matcher = WRITTEN.matcher(written);
        boolean fits = matcher.matches();
        if (!fits && !written.isBlank()) {
            settings.problem(key, "names no bucket", "write `bucket/prefix`");
        }
        String prefix = fits && matcher.group(2) != null ? matcher.group(2) : "";
        Optional<URI> endpoint = settings.text("endpoint").flatMap(text -> endpoint(settings, text));
        return new S3Place(
                fits ? matcher.group(1) : "invalid",
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                endpoint,
                settings.text("region"),
                settings.flag("path-style").orElse(endpoint.isPresent()),
                S3Login.read(settings),
                patience);
    }

    private static Optional<URI> endpoint(Settings settings, String text) {
        try {
            URI url = new URI(text.strip());
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            settings.problem("endpoint", "is no URL", "write for example `endpoint: https://s3.example.net`");
            return Optional.empty();
        }
        settings.problem(
                "endpoint",
                "is no URL with http or https and a host, and without a password",
                "write for example `endpoint: https://s3.example.net`");
        return Optional.empty();
    }

    /** The same, asked with another patience. */
    public S3Place with(Patience other) {
        return new S3Place(bucket, prefix, endpoint, region, pathStyle, login, other);
    }

    /** To read there. */
    public RemoteFolder folder() {
        return new S3Folder(this);
    }

    String location() {
        return "s3://" + bucket + "/" + prefix;
    }

    /** The server, for messages. */
    String server() {
        return endpoint.map(url -> url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()))
                .orElse("S3");
    }
}
