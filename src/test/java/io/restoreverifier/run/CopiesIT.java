package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.catalog.Catalog;
import io.restoreverifier.catalog.CatalogReader;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.placement.Rotation;
import io.restoreverifier.placement.Standing;
import io.restoreverifier.remote.S3ServerHere;
import io.restoreverifier.remote.SshServerHere;
import io.restoreverifier.sandbox.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** Copies of one backup in a folder, behind OpenSSH's own server, and behind a server that speaks S3. */
class CopiesIT {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    private static final String NEWEST = "code-20261121T020000Z.tar.gz";
    private static final String YESTERDAY = "code-20261120T020000Z.tar.gz";
    private static final String BEFORE = "code-20261119T020000Z.tar.gz";
    private static final String BUCKET = "copies";
    private static final byte[] CODE = SmallPlans.archive("readme", "hello");

    @TempDir
    static Path home;

    private static SshServerHere ssh;
    private static S3ServerHere s3;
    private static S3Client client;

    @TempDir
    Path temporary;

    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private String account = "vault";
    private String bucket = BUCKET;
    private String folder = "folder, domain: {site: fremont}, medium: disk}";

    @BeforeAll
    static void startServers() throws IOException, InterruptedException {
        ssh = SshServerHere.start(Files.createDirectory(home.resolve("ssh")));
        s3 = S3ServerHere.start(Files.createDirectory(home.resolve("s3")));
        client = s3.client();
    }

    @AfterAll
    static void stopServers() throws IOException {
        if (s3 != null) {
            client.close();
            s3.close();
        }
        if (ssh != null) {
            ssh.close();
        }
    }

    @BeforeEach
    void copyEverywhere() throws IOException {
        s3.makeAnew(BUCKET);
        for (String name : List.of(BEFORE, YESTERDAY, NEWEST)) {
            put("folder", name, CODE);
            put("vault", name, CODE);
            object(name, CODE);
        }
    }

    @AfterEach
    void stop() {
        alarms.shutdownNow();
    }

    @Test
    void threeThatAgreeAreSilentWhicheverIsRestored() throws IOException {
        for (String turn : List.of("source", "rotterdam", "bucket")) {
            Outcome outcome = verify(turn);

            assertThat(outcome.findings()).isEmpty();
            assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(outcome.checks().stream().filter(c -> c.check().equals(CopyNight.RESTORED)))
                    .singleElement()
                    .extracting(CheckResult::subject, CheckResult::status)
                    .containsExactly(turn, Status.PASSED);
            assertThat(outcome.artifact().orElseThrow().location())
                    .startsWith(Map.of("source", "/", "rotterdam", "sftp://", "bucket", "s3://")
                            .get(turn));
        }
    }

    @Test
    void whatTheBucketHoldsOtherwiseDisagrees() throws IOException {
        byte[] other = CODE.clone();
        other[other.length - 20] ^= 1;
        object(NEWEST, other);

        assertThat(told(verify("source")))
                .singleElement()
                .asString()
                .matches("bucket COPIES_DISAGREE: SHA-256 of .* in copy bucket, .* at the source");
    }

    @Test
    void whatTheVaultHasOnlyHalfDisagrees() throws IOException {
        put("vault", NEWEST, Arrays.copyOf(CODE, 60));

        assertThat(told(verify("source")))
                .containsExactly("rotterdam COPIES_DISAGREE: copy rotterdam has 60 bytes of " + NEWEST + ", the source "
                        + CODE.length + " bytes");
    }

    @Test
    void aBucketThatIsTwoNightsBehindLags() throws IOException {
        for (String name : List.of(NEWEST, YESTERDAY)) {
            client.deleteObject(r -> r.bucket(BUCKET).key("code/" + name));
        }

        assertThat(told(verify("source")))
                .containsExactly("bucket COPY_LAGS: the newest of copy bucket, " + BEFORE
                        + ", is 2d older than that of the source, " + NEWEST + ", expected at most 1d 2h");
    }

    @Test
    void aFolderThatLostItsNewestDisagreesWithBoth() throws IOException {
        Files.delete(temporary.resolve("folder").resolve(NEWEST));

        assertThat(told(verify("source")))
                .allMatch(line -> line.contains("COPIES_DISAGREE: copy ") && line.contains("which the source does not"))
                .hasSize(2);
    }

    @Test
    void aVaultThatIsGoneIsNotKnown() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("vault"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(temporary.resolve("vault"));

        Outcome outcome = verify("source");

        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(told(outcome))
                .singleElement()
                .asString()
                .startsWith("rotterdam SOURCE_UNREACHABLE: copy rotterdam: sftp://127.0.0.1:" + ssh.port());
    }

    @Test
    void aBucketInProductionsAccountMustKeepVersions() throws IOException {
        account = "billing";
        List<String> shared = List.of(
                "bucket COPY_WITH_PRODUCTION: copy bucket goes with production when it is lost: account billing");

        assertThat(told(verify("source")))
                .containsExactlyInAnyOrder(
                        shared.get(0),
                        "bucket COPY_DELETABLE: copy bucket can be deleted with production's credentials:"
                                + " its bucket has neither object lock with a default retention nor versioning");

        client.putBucketVersioning(
                r -> r.bucket(BUCKET).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        try {
            assertThat(told(verify("source"))).isEqualTo(shared);
        } finally {
            client.putBucketVersioning(
                    r -> r.bucket(BUCKET).versioningConfiguration(v -> v.status(BucketVersioningStatus.SUSPENDED)));
        }
    }

    @Test
    void aBucketThatRetainsWhatItHoldsCannotBeDeletedFrom() throws IOException {
        account = "billing";
        bucket = "locked";
        client.createBucket(r -> r.bucket(bucket).objectLockEnabledForBucket(true));
        client.putObjectLockConfiguration(r -> r.bucket(bucket)
                .objectLockConfiguration(lock -> lock.objectLockEnabled(ObjectLockEnabled.ENABLED)
                        .rule(rule -> rule.defaultRetention(kept ->
                                kept.mode(ObjectLockRetentionMode.COMPLIANCE).days(30)))));
        for (String name : List.of(BEFORE, YESTERDAY, NEWEST)) {
            object(name, CODE);
        }

        assertThat(told(verify("bucket")))
                .containsExactly(
                        "bucket COPY_WITH_PRODUCTION: copy bucket goes with production when it is lost: account billing");
    }

    @Test
    void aFolderInProductionsAccountMustBeMountedReadOnly() throws IOException, InterruptedException {
        folder = "folder, domain: {site: fremont, account: billing}, medium: disk}";
        String shared =
                "source COPY_WITH_PRODUCTION: copy source goes with production when it is lost: account billing";

        assertThat(told(verify("source")))
                .containsExactlyInAnyOrder(
                        shared,
                        "source COPY_DELETABLE: copy source can be deleted with production's credentials:"
                                + " it is not mounted read-only");

        folder = folder.replace("folder,", "mounted,");
        try (MountHere mount = MountHere.readOnly(temporary.resolve("folder"), temporary.resolve("mounted"))) {
            assertThat(told(verify("source"))).as("from %s", mount).containsExactly(shared);
        }
    }

    private void put(String place, String name, byte[] bytes) throws IOException {
        Path file = Files.createDirectories(temporary.resolve(place)).resolve(name);
        Files.write(file, bytes);
        // What was written just now is looked at twice.
        Files.setLastModifiedTime(file, FileTime.from(NOW));
    }

    private void object(String name, byte[] bytes) {
        client.putObject(r -> r.bucket(bucket).key("code/" + name), RequestBody.fromBytes(bytes));
    }

    private static List<String> told(Outcome outcome) {
        return outcome.findings().stream()
                .map(f -> f.subject() + " " + f.code() + ": " + f.message())
                .toList();
    }

    /** @param turn the copy that nobody has proven */
    private Outcome verify(String turn) throws IOException {
        Plan plan = plan();
        Rotation others = Rotation.UNKNOWN;
        for (Standing copy : plan.copies().placement().copies()) {
            others = copy.name().equals(turn) ? others : others.proving(copy, NOW);
        }
        return verify(plan, new Past(Map.of(), Map.of("code", others), Optional.empty()));
    }

    private Outcome verify(Plan plan, Past past) throws IOException {
        try (RunFolder folder = RunFolder.create(Files.createDirectories(temporary.resolve("run")))) {
            Surroundings run = new Surroundings(
                    () -> {
                        throw new CannotTell(FindingCode.SANDBOX_UNAVAILABLE, "no engine", "start it");
                    },
                    Admission.ofAll(),
                    folder,
                    NOW,
                    Progress.SILENT,
                    past,
                    Masking.NONE);
            return new Verification(plan, run, new Stopwatch(), alarms).verify();
        }
    }

    private Plan plan() throws IOException {
        Path catalog = Files.createDirectories(temporary.resolve("catalog"));
        String newest = "newest: \"code-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz\"";
        Files.writeString(
                catalog.resolve("catalog.yml"), "production: {site: fremont, account: billing, medium: disk}\n");
        Files.writeString(catalog.resolve("code.yml"), """
                backup: code
                severity: critical
                source: {%1$s, directory: ../%9$s
                copies:
                  - {sftp: "sftp://%2$s@127.0.0.1:%3$d%4$s/vault", key-file: "%5$s/user_ed25519", known-hosts: "%5$s/known_hosts",
                     %1$s, domain: {site: rotterdam}, medium: disk}
                  - {name: bucket, s3: %6$s/code, endpoint: "http://127.0.0.1:%7$d", access-key: "${env:S3_ACCESS}", secret-key: "${env:S3_SECRET}",
                     %1$s, domain: {site: paris, account: %8$s}, medium: object-storage}
                restore: {files: {}}
                """.formatted(
                newest, SshServerHere.me(), ssh.port(), temporary, ssh.folder(), bucket, s3.port(), account, folder));
        Problems problems = new Problems();
        Catalog read = new CatalogReader(name -> "not-asked-for").read(catalog, problems);
        List<Plan> plans = Registry.plan(read.backups(), read.common());
        read.finish();
        problems.throwIfAny();
        return plans.get(0);
    }
}
