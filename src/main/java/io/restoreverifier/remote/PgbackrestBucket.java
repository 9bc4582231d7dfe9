package io.restoreverifier.remote;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A repository of pgBackRest in a bucket, which pgBackRest itself reads: it is given the credentials that any other place in S3 is
 * asked with. See "repo-s3" in pgBackRest's configuration reference.
 *
 * @param authority that vouches for the server's certificate; empty for those of this machine
 */
record PgbackrestBucket(S3Place place, Optional<Path> authority) implements PgbackrestPlace {
    private static final long LONGEST_SILENCE = 3600;

    /** Reads the keys of the {@link S3Place}, and {@code authority}. */
    static PgbackrestBucket read(Settings settings, Patience patience) {
        for (String key : List.of("region", "access-key", "secret-key", "session-token", "authority")) {
            PgbackrestCall.line(settings, key);
        }
        S3Place place = S3Place.read(settings, "pgbackrest", patience);
        place.endpoint().ifPresent(url -> judge(settings, url));
        return new PgbackrestBucket(place, settings.path("authority"));
    }

    private static void judge(Settings settings, URI url) {
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            settings.problem("endpoint", "is not https, and pgBackRest speaks nothing else", "write https://");
        }
        if (url.getPath() != null && url.getPath().length() > 1) {
            settings.problem("endpoint", "has a path, which pgBackRest does not ask", "write the host and its port");
        }
    }

    @Override
    public String location() {
        String location = place.location();
        return location.substring(0, location.length() - 1);
    }

    @Override
    public String configuration(Duration silence) {
        List<String> lines = new ArrayList<>(List.of(
                "type=s3",
                "path=/" + (place.prefix().isEmpty() ? "" : place.prefix().replaceFirst("/$", "")),
                "s3-bucket=" + place.bucket(),
                "s3-uri-style=" + (place.pathStyle() ? "path" : "host")));
        try {
            lines.addAll(whereItIs());
            lines.addAll(credentials());
        } catch (SdkException e) {
            throw S3Trouble.explain(place, e).toCannotTell();
        }
        authority.ifPresent(file -> lines.add("storage-ca-file=" + file));
        long seconds = Math.max(1, Math.min(LONGEST_SILENCE, silence.toSeconds()));
        return "repo1-" + String.join("\nrepo1-", lines) + "\nio-timeout=" + seconds + "\n";
    }

    private List<String> whereItIs() {
        Region region = S3Connection.region(place);
        if (place.endpoint().isEmpty()) {
            String host = S3Client.serviceMetadata().endpointFor(region).toString();
            return List.of("s3-region=" + region.id(), "s3-endpoint=" + host.replaceFirst("^(https:)?//", ""));
        }
        URI url = place.endpoint().get();
        return List.of(
                "s3-region=" + region.id(),
                "s3-endpoint=" + url.getHost(),
                "storage-port=" + (url.getPort() < 0 ? 443 : url.getPort()));
    }

    private List<String> credentials() {
        AwsCredentials found = place.login().find();
        List<String> lines =
                new ArrayList<>(List.of("s3-key=" + found.accessKeyId(), "s3-key-secret=" + found.secretAccessKey()));
        if (found instanceof AwsSessionCredentials session) {
            lines.add("s3-token=" + session.sessionToken());
        }
        return lines;
    }

    /** Only pgBackRest asks the server. */
    @Override
    public void requireThere() {}

    @Override
    public CannotTell nothingThere() {
        return new CannotTell(
                FindingCode.SOURCE_UNREACHABLE,
                "there is no repository of pgbackrest at " + location(),
                "correct `pgbackrest`: after the bucket comes what the server's configuration calls repo1-path");
    }

    @Override
    public Optional<CannotTell> trouble(String said) {
        return PgbackrestS3Words.explain(place, said).map(RemoteException::toCannotTell);
    }
}
