package io.restoreverifier.run;

import io.restoreverifier.remote.Line;
import io.restoreverifier.remote.RefusingServerHere;
import io.restoreverifier.remote.S3ServerHere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The objects of an encrypted repository of pgBackRest in a bucket, as entries of a catalog, and what is wrong with the ways there. */
final class PgbackrestInBucket implements AutoCloseable {
    static final String SECRET = "secret-of-the-bucket";

    private static final String BUCKET = "backups";

    private final Path home;
    private final S3ServerHere server;
    private final S3Client client;
    private final RefusingServerHere refusing;
    private final Line breaking;
    private final Map<String, String> untold = new LinkedHashMap<>();

    private PgbackrestInBucket(Path home, S3ServerHere server) throws Exception {
        this.home = home;
        this.server = server;
        this.client = server.client();
        this.refusing = RefusingServerHere.start(home, 403, "InvalidAccessKeyId");
        this.breaking = new Line(server.securePort());
    }

    static PgbackrestInBucket begin(Path home) throws Exception {
        S3ServerHere server = S3ServerHere.start(Files.createDirectory(home.resolve("s3")));
        server.makeAnew(BUCKET);
        Files.writeString(home.resolve("secret-key"), SECRET);
        return new PgbackrestInBucket(home, server);
    }

    /**
     * @param damaged a copy of the repository with a flipped byte in its first bundle
     * @param label of a backup that is not the newest, so that WAL leads on from it
     */
    void entries(Path repository, Path damaged, String label, String proof) throws IOException, InterruptedException {
        put(repository, "shop/", name -> true);
        put(damaged, "flipped/", name -> true);
        put(repository, "no-wal/", name -> !name.contains("/00000002000000"));
        Path trusted = server.certificate(home.resolve("s3.pem"));
        String newest = ", newest: \"" + label + "\"";
        int port = server.securePort();
        new PhysicalCatalog(home).entry("bucket", keys("backups/shop", port, trusted, "60s") + newest, "", proof);
        entry("bucket-flipped", "backups/flipped", port, trusted);
        entry("bucket-no-wal", "backups/no-wal", port, trusted);
        ways(trusted);
    }

    private void ways(Path trusted) throws IOException {
        int port = server.securePort();
        untold("nowhere", "nowhere/shop", port, trusted, "the bucket nowhere does not exist");
        untold(
                "nothing",
                "backups/nothing",
                port,
                trusted,
                "there is no repository of pgbackrest at s3://backups/nothing");
        untold(
                "refused",
                "backups/shop",
                refusing.port(),
                refusing.certificate(),
                "localhost:" + refusing.port() + " answered 403 InvalidAccessKeyId");
        breaking.alwaysCutAfter(150_000);
        way("stranger", port, refusing.certificate(), "its certificate is not trusted: self-signed certificate");
        way(
                "no-authority",
                port,
                home.resolve("none.pem"),
                "the file under `authority` cannot be read as certificates");
        way("plain", server.port(), trusted, "it does not speak TLS, or broke off");
        way("closed", 1, trusted, "no connection can be had: Connection refused");
        way("breaking", breaking.port(), trusted, "it does not speak TLS, or broke off");
    }

    private void way(String name, int port, Path authority, String message) throws IOException {
        String reach = "pgbackrest does not reach s3://backups/shop/ on localhost:" + port + ": ";
        untold(name, "backups/shop", port, authority, reach + message);
    }

    private void untold(String name, String place, int port, Path authority, String message) throws IOException {
        untold.put("bucket-" + name, "SOURCE_UNREACHABLE " + message);
        entry("bucket-" + name, place, port, authority);
    }

    private void entry(String name, String place, int port, Path authority) throws IOException {
        // What is silent, broken or closed is asked several times over within it.
        new PhysicalCatalog(home).entry(name, keys(place, port, authority, "15s"), "", "");
    }

    private String keys(String place, int port, Path authority, String timeout) {
        String keys = """
                pgbackrest: "s3://%s", stanza: main, cipher-pass: "${file:%s}", endpoint: "https://localhost:%d",
                    access-key: access, secret-key: "${file:%s}", authority: "%s", timeout: %s""";
        return keys.formatted(place, home.resolve("right"), port, home.resolve("secret-key"), authority, timeout);
    }

    private void put(Path repository, String prefix, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = repository.relativize(file).toString();
                if (wanted.test(name)) {
                    client.putObject(r -> r.bucket(BUCKET).key(prefix + name), RequestBody.fromFile(file));
                }
            }
        }
    }

    /** What each entry that cannot be verified must tell. */
    Map<String, String> untold() {
        return untold;
    }

    Map<String, String> objects() {
        Map<String, String> objects = new TreeMap<>();
        client.listObjectsV2Paginator(r -> r.bucket(BUCKET))
                .contents()
                .forEach(object -> objects.put(object.key(), object.eTag() + " " + object.lastModified()));
        return objects;
    }

    @Override
    public void close() throws IOException {
        breaking.close();
        refusing.close();
        client.close();
        server.close();
    }
}
