package io.restoreverifier.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Sections;
import io.restoreverifier.remote.S3ServerHere;
import io.restoreverifier.remote.SshServerHere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Artifacts that lie elsewhere and that nobody takes, behind OpenSSH's server and one of S3. */
class ElsewhereIT {
    @TempDir
    Path folder;

    @Test
    void artifactsBehindSshThatNobodyTakesAreTold() throws Exception {
        for (String name : List.of("crm/crm-20261120.dump", "crm/crm-20261121.dump", "shop/shop.dump")) {
            Path file = folder.resolve("backups").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
        Files.createSymbolicLink(folder.resolve("backups/loop"), folder.resolve("backups"));
        try (SshServerHere server = SshServerHere.start(Files.createDirectory(folder.resolve("server")))) {
            server.know(folder.resolve("known_hosts"), "ed25519", server.port());
            String top = "sftp://" + SshServerHere.me() + "@127.0.0.1:" + server.port() + folder.resolve("backups");

            Seen seen = look(sftp(top, server), location -> location.endsWith("/shop/shop.dump"));

            assertThat(seen.count()).isEqualTo(3);
            assertThat(seen.troubles()).isEmpty();
            assertThat(seen.things())
                    .extracting(Thing::path, Thing::remark)
                    .containsExactly(tuple(
                            "offsite/crm/crm-*.dump",
                            "2 files, the last of them " + top.replace(SshServerHere.me() + "@", "")
                                    + "/crm/crm-20261121.dump"));
            assertThatThrownBy(() -> look(sftp(top + "-gone", server), location -> false))
                    .isInstanceOfSatisfying(
                            CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE));
        }
    }

    @Test
    void artifactsInABucketThatNobodyTakesAreTold() throws Exception {
        try (S3ServerHere server = S3ServerHere.start(Files.createDirectory(folder.resolve("server")));
                S3Client client = server.client()) {
            client.createBucket(r -> r.bucket("backups"));
            for (String key : List.of("nightly/", "nightly/crm/crm-1.dump", "nightly/shop.dump", "weekly/other.dump")) {
                client.putObject(r -> r.bucket("backups").key(key), RequestBody.fromString(key));
            }
            String yaml = "{artifacts: [{name: offsite, s3: backups/nightly, endpoint: 'http://127.0.0.1:"
                    + server.port() + "', region: us-east-1, access-key: key, secret-key: secret}]}";

            Seen seen = look(yaml, location -> location.endsWith("/shop.dump"));

            assertThat(seen.count()).isEqualTo(2);
            assertThat(seen.things())
                    .extracting(Thing::path, Thing::remark)
                    .containsExactly(tuple("offsite/crm/crm-*.dump", "the file s3://backups/nightly/crm/crm-1.dump"));
        }
    }

    @Test
    void aPlaceIsInOnePlace() {
        Problems problems = new Problems();
        Settings section = Sections.settings(
                folder, "{artifacts: [{name: a, directory: /srv, s3: backups}, {name: b}]}", problems);

        new PlaceReader(section).read();

        assertThat(problems.all())
                .extracting(Problem::message)
                .contains("is one place too many beside `directory`", "is missing");
    }

    private String sftp(String address, SshServerHere server) throws IOException {
        return "{artifacts: [{name: offsite, sftp: '" + address + "', known-hosts: known_hosts, key-file: "
                + server.userKey() + "}]}";
    }

    private Seen look(String yaml, Predicate<String> taken) {
        Problems problems = new Problems();
        List<Place> places = new PlaceReader(Sections.settings(folder, yaml, problems)).read();
        assertThat(problems.all()).isEmpty();
        return places.get(0).look(taken);
    }
}
