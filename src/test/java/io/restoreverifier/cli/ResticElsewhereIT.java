package io.restoreverifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.corpus.Footprint;
import io.restoreverifier.remote.S3ServerHere;
import io.restoreverifier.remote.SshServerHere;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Repositories of restic behind an SSH server and in a bucket, reached with what restic itself finds in its environment. */
class ResticElsewhereIT {
    private static final String BUCKET = "snapshots";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void aRepositoryInABucketIsReadAndNothingInItChanges() throws Exception {
        try (S3ServerHere server = S3ServerHere.start(folder);
                S3Client client = server.client()) {
            server.makeAnew(BUCKET);
            environment.put("AWS_ACCESS_KEY_ID", "access");
            environment.put("AWS_SECRET_ACCESS_KEY", "secret-of-test");
            environment.put("AWS_DEFAULT_REGION", "us-east-1");
            String repository = "s3:http://127.0.0.1:" + server.port() + "/" + BUCKET;
            save(repository);
            Map<String, String> before = objects(client);

            bringsBack(repository);
            String pack = before.keySet().stream()
                    .filter(key -> key.startsWith("data/"))
                    .findFirst()
                    .orElseThrow();

            assertThat(objects(client)).isEqualTo(before).isNotEmpty();
            client.deleteObject(r -> r.bucket(BUCKET).key(pack));
            doesNotBringBack(repository);
            server.close();
            isNotReached(repository);
        }
    }

    @Test
    void aRepositoryBehindAnSshServerIsReadAndNothingInItChanges() throws Exception {
        try (SshServerHere server = SshServerHere.start(folder)) {
            throughOurKeys(server);
            Path there = folder.resolve("there");
            String repository = "sftp:" + SshServerHere.me() + "@127.0.0.1:" + there;
            save(repository);
            Footprint before = Footprint.of(there);

            bringsBack(repository);

            assertThat(Footprint.of(there)).isEqualTo(before);
            for (String name : before.files().keySet()) {
                if (name.startsWith("data/") && Files.isRegularFile(there.resolve(name))) {
                    Files.delete(there.resolve(name));
                }
            }
            doesNotBringBack(repository);
            Files.writeString(folder.resolve("known_hosts"), "");
            isNotReached(repository);
        }
    }

    /** restic calls ssh, which looks for its configuration in the home of whoever runs it. */
    private void throughOurKeys(SshServerHere server) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        Path ssh = Files.writeString(
                programs.resolve("ssh"), """
                #!/bin/sh
                exec /usr/bin/ssh -F /dev/null -p %d -i %s -o IdentitiesOnly=yes -o UserKnownHostsFile=%s -o BatchMode=yes \\
                  "$@"
                """.formatted(server.port(), server.userKey(), folder.resolve("known_hosts")));
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
        environment.put("PATH", programs + ":" + System.getenv("PATH"));
    }

    private void save(String repository) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("index.php"), "<?php echo 1;\n");
        Files.write(data.resolve("picture.bin"), new byte[300_000]);
        environment.put("RESTIC_PASSWORD", "open sesame");
        restic(repository, "init");
        restic(repository, "backup", data.toString());
    }

    private void restic(String repository, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("restic", "--quiet", "--no-cache", "--repo", repository));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private void bringsBack(String repository) throws Exception {
        JarProcess verified = verify(repository);

        assertThat(verified.output()).contains("1 passed, 0 failed").doesNotContain("open sesame", "secret-of-test");
        assertThat(verified.status()).isZero();
    }

    private void doesNotBringBack(String repository) throws Exception {
        JarProcess verified = verify(repository);

        assertThat(verified.output()).contains("ARTIFACT_CORRUPT: restic cannot give all of snapshot");
        assertThat(verified.status()).isEqualTo(1);
    }

    private void isNotReached(String repository) throws Exception {
        JarProcess verified = verify(repository);

        assertThat(verified.output()).contains("SOURCE_UNREACHABLE: restic does not reach " + repository + ": ");
        assertThat(verified.status()).isEqualTo(2);
    }

    private JarProcess verify(String repository) throws IOException, InterruptedException {
        Path entry = Files.writeString(folder.resolve("pages.yml"), """
                backup: pages
                source: {restic: "%s", password: "${env:RESTIC_PASSWORD}", part: "%s", read-data: 100%%}
                restore: {files: {}}
                checks: {contains: ["**/index.php", "**/picture.bin"]}
                """.formatted(repository, folder.resolve("data")));
        return JarProcess.run(
                folder,
                environment,
                "verify",
                entry.toString(),
                "--report",
                folder.resolve("report").toString(),
                "--history",
                folder.resolve("history").toString());
    }

    private static Map<String, String> objects(S3Client client) {
        Map<String, String> objects = new TreeMap<>();
        client.listObjectsV2Paginator(r -> r.bucket(BUCKET))
                .contents()
                .forEach(object -> objects.put(object.key(), object.eTag() + " " + object.lastModified()));
        return objects;
    }
}
