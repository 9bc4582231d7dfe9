package io.restoreverifier.outlet.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.SampleNight;
import io.restoreverifier.outlet.Sections;
import io.restoreverifier.remote.Line;
import io.restoreverifier.remote.S3ServerHere;
import io.restoreverifier.remote.SshServerHere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** What OpenSSH's own server, and one that speaks S3, have after a night. */
class RemotePublicationIT {
    private static final String OPEN = "public: {names: {customer-database: Customer data}}, ";

    @TempDir
    Path folder;

    /** A server, and a line to it that can break. */
    abstract class OverSsh {
        SshServerHere server;
        Line line;
        Path site;

        @BeforeEach
        void start() throws IOException, InterruptedException {
            Path home = Files.createDirectory(folder.resolve("server"));
            site = Files.createDirectory(folder.resolve("site"));
            server = SshServerHere.start(home);
            line = new Line(server.port());
            server.know(home.resolve("known_hosts"), "ed25519", line.port());
        }

        @AfterEach
        void stop() throws IOException {
            if (line != null) {
                line.close();
                server.close();
            }
        }

        /** {@code publish:} by one of the ways. */
        String publish(String way, Path to, String page) {
            return "publish: {" + way + ": {to: 'ssh://" + SshServerHere.me() + "@127.0.0.1:" + line.port() + to
                    + "', key-file: " + server.userKey() + ", known-hosts: " + server.folder() + "/known_hosts, page: "
                    + page + "}}";
        }

        boolean alwaysWhole(AtomicBoolean over) {
            try {
                while (!over.get()) {
                    if (!Files.readString(site.resolve("index.html")).endsWith("</html>\n")) {
                        return false;
                    }
                }
                return true;
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Nested
    class ByRsync extends OverSsh {
        @Test
        void thePublicPageAloneIsThereForEverybodyAndIsReplacedAsAWhole() throws IOException {
            tell("{" + OPEN + publish("rsync", site, "public") + "}");
            assertThat(site.resolve("index.html"))
                    .content()
                    .contains("Customer data")
                    .doesNotContain("customer-database");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(site.resolve("index.html"))))
                    .isEqualTo("rw-r--r--");

            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(() -> alwaysWhole(over));
            tell("{" + publish("rsync", site, "internal") + "}");
            over.set(true);
            assertThat(reader.join()).isTrue();
            assertThat(site.resolve("index.html")).content().contains("customer-database");
            assertThat(namesIn(site)).containsExactly("index.html");
        }

        @Test
        void aLineThatBreaksOnceIsTriedAgain() throws IOException {
            line.cutAfter(500);
            tell("{" + publish("rsync", site, "internal") + "}");
            assertThat(site.resolve("index.html")).content().endsWith("</html>\n");
            assertThat(line.connections()).isEqualTo(2);
        }

        @Test
        void aHostThatIsNotKnownOrShowsAnotherKeyGetsNothingAndIsTriedOnce() throws IOException {
            String to = "the page was not put to 127.0.0.1:" + site
                    + "/: rsync ended with status (12|255): Host key verification failed.";
            Path known = server.folder().resolve("known_hosts");
            String ours = Files.readString(known);
            Files.writeString(known, "");
            assertThatThrownBy(() -> tell("{" + publish("rsync", site, "internal") + "}"))
                    .isInstanceOf(OutletException.class)
                    .hasMessageMatching(to);

            Files.writeString(
                    known,
                    ours.lines()
                                    .findFirst()
                                    .orElseThrow()
                                    .replaceFirst("]:\\d+", "]:" + line.port())
                                    .split(" ")[0] + " "
                            + Files.readString(server.folder().resolve("user_ed25519.pub")));
            assertThatThrownBy(() -> tell("{" + publish("rsync", site, "internal") + "}"))
                    .hasMessageMatching(to);
            assertThat(site).isEmptyDirectory();
        }
    }

    /** By git's own server, whose line breaks once. */
    @Test
    void aPushWhoseLineBreaksIsMadeAgain() throws Exception {
        Path bare = folder.resolve("status.git");
        SshServerHere.run("git", "init", "-q", "--bare", bare.toString());
        try (GitServerHere server = GitServerHere.start(folder);
                Line line = new Line(server.port())) {
            line.cutAfter(20);
            tell("{publish: {git: {repository: 'git://127.0.0.1:" + line.port() + "/status.git', branch: pages,"
                    + " page: internal}}}");
            assertThat(line.connections()).isGreaterThan(2);
        }
        assertThat(SshServerHere.run("git", "--git-dir", bare.toString(), "log", "--format=%s", "pages"))
                .isEqualTo("Refresh the status page\n");
    }

    @Nested
    class BySftp extends OverSsh {
        @Test
        void thePublicPageAloneIsThereForEverybody() throws IOException {
            tell("{" + OPEN + publish(site, "public") + "}");

            assertThat(site.resolve("index.html"))
                    .content()
                    .contains("Customer data")
                    .doesNotContain("customer-database");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(site.resolve("index.html"))))
                    .isEqualTo("rw-r--r--");
            assertThat(namesIn(site)).containsExactly("index.html");
        }

        @Test
        void readersSeeTheOldPageOrTheNewOne() throws IOException {
            tell("{" + publish(site, "internal") + "}");
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(() -> alwaysWhole(over));
            tell("{" + publish(site, "internal") + "}");
            tell("{" + publish(site, "internal") + "}");
            over.set(true);
            assertThat(reader.join()).isTrue();
        }

        @Test
        void aLineThatBreaksLeavesTheOldPageAndIsSaid() throws IOException {
            Files.writeString(site.resolve("index.html"), "the page of yesterday");
            line.alwaysCutSendingAfter(6_000);

            assertThatThrownBy(() -> tell("{" + publish(site, "internal") + "}"))
                    .isInstanceOf(OutletException.class)
                    .hasMessage("the page was not put to sftp://127.0.0.1:" + line.port() + site
                            + "/: the connection to 127.0.0.1:" + line.port()
                            + " cannot be had or broke off, tried 5 times;"
                            + " is the SSH server there running, and the way to it open?");
            assertThat(site.resolve("index.html")).hasContent("the page of yesterday");
        }

        @Test
        void aHostThatIsNotKnownGetsNothing() throws IOException {
            Files.writeString(server.folder().resolve("known_hosts"), "");
            assertThatThrownBy(() -> tell("{" + publish(site, "internal") + "}"))
                    .isInstanceOf(OutletException.class)
                    .hasMessageContaining(" is not in " + server.folder().resolve("known_hosts"));
            assertThat(site).isEmptyDirectory();
        }

        @Test
        void aFolderThatIsNotThereIsSaid() {
            assertThatThrownBy(() -> tell("{" + publish(folder.resolve("none"), "internal") + "}"))
                    .hasMessage("the page was not put to sftp://127.0.0.1:" + line.port() + folder
                            + "/none/: sftp://127.0.0.1:" + line.port() + folder
                            + "/none/ does not exist; make that folder");
        }

        private String publish(Path to, String page) {
            return publish("sftp", to, page);
        }
    }

    @Test
    void inS3ThePageIsAnObjectThatBrowsersShow() throws IOException, InterruptedException {
        try (S3ServerHere server = S3ServerHere.start(folder);
                S3Client client = server.client()) {
            server.makeAnew("status");
            String to = "publish: {s3: {to: status/pages, endpoint: 'http://127.0.0.1:" + server.port()
                    + "', access-key: access, secret-key: secret-of-test, page: public}}";
            tell("{" + OPEN + to + "}");
            tell("{" + OPEN + to + "}");

            var page = client.getObjectAsBytes(r -> r.bucket("status").key("pages/index.html"));
            assertThat(page.asUtf8String())
                    .contains("Customer data")
                    .doesNotContain("customer-database")
                    .endsWith("</html>\n");
            assertThat(page.response().contentType()).isEqualToIgnoringWhitespace("text/html; charset=utf-8");
            assertThat(page.response().cacheControl()).isEqualTo("no-cache");
            assertThatThrownBy(() -> tell("{" + OPEN + to.replace("status/pages", "nowhere") + "}"))
                    .hasMessage(
                            "the page was not put to s3://nowhere/: the bucket nowhere does not exist; correct its name");
        }
    }

    private void tell(String yaml) {
        for (Outlet outlet : Sections.read(folder, Pages::read, yaml)) {
            outlet.tell(SampleNight.ending(folder));
        }
    }

    private static java.util.List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
