package io.restoreverifier.remote;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A server that speaks S3, on loopback, in a JVM of its own. It takes any credentials.
 *
 * @param securePort where it speaks TLS, as {@code localhost}
 */
public record S3ServerHere(int port, int securePort, Process process) implements AutoCloseable {
    private static final Path JAR = Path.of("target/s3mock/s3mock.jar");
    private static final Pattern STARTED = Pattern.compile("Tomcat started on ports?:? ([^\n]*)");
    private static final Pattern HTTP = Pattern.compile("(\\d+) \\(http\\)");
    private static final Pattern HTTPS = Pattern.compile("(\\d+) \\(https\\)");

    /** @param folder for its log */
    public static S3ServerHere start(Path folder) throws IOException, InterruptedException {
        if (!Files.exists(JAR)) {
            String missing = "*** MISSING: " + JAR + " *** nothing was read by S3: run it by bin/test";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
        }
        Path log = folder.resolve("s3.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + folder,
                        "-jar",
                        JAR.toString(),
                        "--http.port=0",
                        "--server.port=0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher started = STARTED.matcher(Files.readString(log));
            if (started.find()) {
                Matcher http = HTTP.matcher(started.group(1));
                Matcher https = HTTPS.matcher(started.group(1));
                if (http.find() && https.find()) {
                    return new S3ServerHere(Integer.parseInt(http.group(1)), Integer.parseInt(https.group(1)), process);
                }
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new IllegalStateException("the S3 server does not start: " + Files.readString(log));
    }

    /** For tests that fill it and look into it. */
    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret-of-test")))
                .build();
    }

    /** Writes the certificate that it shows, which vouches for itself, as PEM. */
    public Path certificate(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "openssl s_client -connect \"localhost:$1\" </dev/null 2>/dev/null | openssl x509 >\"$2\"",
                        "sh",
                        Integer.toString(securePort),
                        file.toString())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("no certificate is shown at port " + securePort);
        }
        return file;
    }

    /** Begins with an empty bucket. */
    public void makeAnew(String bucket) {
        try (S3Client client = client()) {
            List<String> buckets =
                    client.listBuckets().buckets().stream().map(b -> b.name()).toList();
            if (buckets.contains(bucket)) {
                client.listObjectsV2Paginator(r -> r.bucket(bucket))
                        .contents()
                        .forEach(object ->
                                client.deleteObject(r -> r.bucket(bucket).key(object.key())));
            } else {
                client.createBucket(r -> r.bucket(bucket));
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
