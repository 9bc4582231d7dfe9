package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Deletion;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.Line;
import io.restoreverifier.remote.Patience;
import io.restoreverifier.remote.S3ServerHere;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** Against a server that speaks S3, through a line that can break. */
class S3SourceIT extends FilesContract {
    private static final String NAME = "customers-20261122T020000Z.dump";
    private static final String BUCKET = "backups";
    private static final String PREFIX = "nightly/customers/";

    @TempDir
    static Path home;

    private static S3ServerHere server;
    private static S3Client client;

    @TempDir
    Path temp;

    private Line line;
    private Patience patience = new Patience(Duration.ofSeconds(20), 3, Duration.ofMillis(10));

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        server = S3ServerHere.start(home);
        client = server.client();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    @BeforeEach
    void openLine() throws IOException {
        server.makeAnew(BUCKET);
        line = new Line(server.port());
    }

    @AfterEach
    void closeLine() throws IOException {
        line.close();
    }

    @Override
    protected Source source() {
        return source(BUCKET + "/" + PREFIX, line.port());
    }

    @Override
    protected Source unreachableSource() {
        return source("nowhere/" + PREFIX, line.port());
    }

    @Override
    protected void put(String name, String content) {
        client.putObject(r -> r.bucket(BUCKET).key(PREFIX + name), RequestBody.fromString(content));
    }

    @Override
    protected void remove(String name) {
        client.deleteObject(r -> r.bucket(BUCKET).key(PREFIX + name));
    }

    @Override
    protected Map<String, String> origin() {
        Map<String, String> origin = new TreeMap<>();
        client.listObjectsV2Paginator(r -> r.bucket(BUCKET))
                .contents()
                .forEach(object -> origin.put(object.key(), object.eTag() + object.lastModified()));
        return origin;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aReadThatBreaksOffGoesOnWhereItWas(int tenth) throws IOException {
        putMany();
        Source source = source();
        Artifact artifact = newest(source);
        line.forgetConnections();
        line.cutAfter((long) tenth * ManyBytes.COUNT / 10);

        assertThat(ManyBytes.fetch(source, artifact, temp).sha256()).isEqualTo(ManyBytes.sha256());
        assertThat(line.connections()).isEqualTo(2);
    }

    @Test
    void aServerThatFallsSilentIsOutOfTime() {
        patience = new Patience(Duration.ofSeconds(1), 2, Duration.ofMillis(10));
        putMany();
        Source source = source();
        Artifact artifact = newest(source);
        line.forgetConnections();
        line.stallAfter(ManyBytes.COUNT / 2);
        line.alwaysStallAfter(0);

        assertThatThrownBy(() -> ManyBytes.fetch(source, artifact, temp))
                .isInstanceOfSatisfying(CannotTell.class, e -> {
                    assertThat(e.code()).isEqualTo(FindingCode.TIMED_OUT);
                    assertThat(e).hasMessageContaining(" said nothing for 1 s, tried 2 times");
                });
    }

    @Test
    void anArtifactThatChangesWhileItIsReadIsNotPatchedTogether() throws IOException {
        putMany();
        Source source = source();
        Artifact artifact = newest(source);
        line.forgetConnections();
        line.cutAfter(ManyBytes.COUNT / 2);
        try (InputStream stream = source.open(artifact)) {
            stream.readNBytes(10_000);
            put(NAME, "another one");
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessage(NAME + " has changed while it was read");
        }
    }

    @Test
    void ofAnObjectWithVersionsTheOneThatWasBegunIsReadToItsEnd() throws IOException {
        client.createBucket(r -> r.bucket("versioned"));
        client.putBucketVersioning(
                r -> r.bucket("versioned").versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        client.putObject(r -> r.bucket("versioned").key(NAME), RequestBody.fromString("an older one"));
        client.putObject(r -> r.bucket("versioned").key(NAME), RequestBody.fromBytes(ManyBytes.content()));
        Source source = source("versioned", line.port());
        assertThat(source.locate(NOW).artifacts())
                .singleElement()
                .satisfies(a -> assertThat(a.bytes()).isEqualTo(ManyBytes.COUNT));
        line.forgetConnections();
        line.cutAfter(ManyBytes.COUNT / 2);

        try (InputStream stream = source.open(newest(source))) {
            byte[] begun = stream.readNBytes(10_000);
            client.putObject(r -> r.bucket("versioned").key(NAME), RequestBody.fromString("a newer one"));
            assertThat(begun.length + stream.readAllBytes().length).isEqualTo(ManyBytes.COUNT);
        }
    }

    @Test
    void whetherItCanBeDeletedIsWhatTheBucketSays() {
        client.createBucket(r -> r.bucket("plain"));
        client.createBucket(r -> r.bucket("keeping"));
        client.createBucket(r -> r.bucket("locked").objectLockEnabledForBucket(true));
        client.createBucket(r -> r.bucket("unlocked").objectLockEnabledForBucket(true));
        Stream.of("keeping", "unlocked").forEach(bucket -> version(bucket, BucketVersioningStatus.ENABLED));
        client.putObjectLockConfiguration(r -> r.bucket("locked")
                .objectLockConfiguration(lock -> lock.objectLockEnabled(ObjectLockEnabled.ENABLED)
                        .rule(rule -> rule.defaultRetention(kept ->
                                kept.mode(ObjectLockRetentionMode.COMPLIANCE).days(30)))));

        assertThat(source("plain", line.port()).deletion())
                .isEqualTo(Deletion.possible(
                        "its bucket has neither object lock with a default retention nor versioning"));
        assertThat(source("keeping", line.port()).deletion())
                .isEqualTo(Deletion.prevented("the bucket keeps versions"));
        assertThat(source("locked", line.port()).deletion()).isEqualTo(Deletion.prevented("object lock retains it"));
        assertThat(source("unlocked", line.port()).deletion())
                .as("lock without a default retention locks nothing by itself")
                .isEqualTo(Deletion.prevented("the bucket keeps versions"));

        version("keeping", BucketVersioningStatus.SUSPENDED);
        assertThat(source("keeping", line.port()).deletion().answer()).isEqualTo(Deletion.Answer.POSSIBLE);
    }

    private static void version(String bucket, BucketVersioningStatus status) {
        client.putBucketVersioning(r -> r.bucket(bucket).versioningConfiguration(v -> v.status(status)));
    }

    @Test
    void aListingOfManyPagesIsReadToItsEnd() {
        for (int i = 0; i < 1_005; i++) {
            put("a-%04d.log".formatted(i), "");
        }
        put(NAME, "content");
        assertThat(newest(source()).name()).isEqualTo(NAME);
    }

    @Test
    void whatLiesBelowOrBesideThePrefixIsNoneOfOurs() {
        put(NAME, "content");
        put("old/" + NAME, "older");
        client.putObject(r -> r.bucket(BUCKET).key(PREFIX), RequestBody.fromString(""));
        client.putObject(r -> r.bucket(BUCKET).key("nightly/customers-of-others/" + NAME), RequestBody.fromString("x"));
        assertThat(source().locate(NOW).artifacts())
                .extracting(Artifact::location)
                .containsExactly("s3://backups/nightly/customers/" + NAME);
    }

    @Test
    void withoutATimeInTheNameThatOfTheObjectDecides() {
        Instant before = Instant.now().minusSeconds(5);
        put("a.dump", "content");
        Source source =
                SourceSettings.read(temp, S3Source::read, settings(BUCKET + "/" + PREFIX, line.port()), patience);
        assertThat(source.locate(Instant.now()).artifacts().get(0).producedAt()).isAfter(before);
    }

    @Test
    void aBucketThatIsNotThereIsNotAnEmptyOne() {
        assertThatThrownBy(() -> unreachableSource().locate(NOW)).hasMessage("the bucket nowhere does not exist");
        assertThat(line.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | InvalidAccessKeyId | 1 | check the credentials, and that they may list and read s3://backups/nightly/customers/
            400 | ExpiredToken | 1 | get new credentials: these have expired
            403 | RequestTimeTooSkewed | 1 | set the clock of this machine
            301 | PermanentRedirect | 1 | set `region` to that of the bucket
            503 | SlowDown | 3 | look at the server, or run later
            """)
    void whatIsRefusedIsAskedOnce(int status, String code, int times, String hint) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = ("<Error><Code>" + code + "</Code><Message>secret-of-test</Message></Error>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        refusing.start();
        int port = refusing.getAddress().getPort();
        try {
            assertThatThrownBy(() -> source(BUCKET + "/" + PREFIX, port).locate(NOW))
                    .isInstanceOfSatisfying(CannotTell.class, e -> {
                        assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
                        assertThat(e)
                                .hasMessage("127.0.0.1:" + port + " answered " + status + " " + code
                                        + (times > 1 ? ", tried " + times + " times" : ""));
                        assertThat(e.hint()).isEqualTo(hint);
                    });
        } finally {
            refusing.stop(0);
        }
        assertThat(asked).hasValue(times);
    }

    @Test
    void nobodyBehindThePortIsTriedAgain() throws IOException {
        line.close();
        assertThatThrownBy(() -> source().locate(NOW))
                .hasMessage(
                        "the connection to 127.0.0.1:" + line.port() + " cannot be had or broke off, tried 3 times");
    }

    @Test
    void mistakesInItsSettingsAreProblems() {
        assertThat(SourceSettings.problems(
                        temp, S3Source::read, "{s3: 'No Bucket', endpoint: 'ftp://x', access-key: a}"))
                .containsExactly(
                        "s3: names no bucket",
                        "endpoint: is no URL with http or https and a host, and without a password",
                        "secret-key: goes with the other: access-key and secret-key");
    }

    private void putMany() {
        client.putObject(r -> r.bucket(BUCKET).key(PREFIX + NAME), RequestBody.fromBytes(ManyBytes.content()));
    }

    private Source source(String place, int port) {
        return SourceSettings.read(
                temp,
                S3Source::read,
                settings(place, port).replace("}", ", newest: \"customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump\"}"),
                patience);
    }

    private static String settings(String place, int port) {
        return "{s3: " + place + ", endpoint: 'http://127.0.0.1:" + port
                + "', access-key: access, secret-key: secret-of-test}";
    }

    private static Artifact newest(Source source) {
        return source.locate(NOW).artifacts().get(0);
    }
}
