package io.restoreverifier.source;

import static io.restoreverifier.remote.SshServerHere.me;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.Line;
import io.restoreverifier.remote.Patience;
import io.restoreverifier.remote.SshServerHere;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against OpenSSH's own server, through a line that can break. */
class SftpSourceIT extends FilesContract {
    private static final String BY_TIME = "customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump";
    private static final String NAME = "customers-20261122T020000Z.dump";
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BYTES = ManyBytes.COUNT;

    @TempDir
    static Path home;

    private static SshServerHere server;

    @TempDir
    Path temp;

    private Path folder;
    private Path knownHosts;
    private Line line;
    private Patience patience = new Patience(Duration.ofSeconds(20), 4, Duration.ofMillis(10));

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        server = SshServerHere.start(home);
    }

    @AfterAll
    static void stopServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void openLine() throws IOException {
        folder = Files.createDirectory(temp.resolve("backups"));
        line = new Line(server.port());
        knownHosts = temp.resolve("known_hosts");
        server.know(knownHosts, "ed25519", line.port());
    }

    @AfterEach
    void closeLine() throws IOException {
        line.close();
    }

    @Override
    protected Source source() {
        return source(folder, "");
    }

    @Override
    protected Source unreachableSource() {
        return source(temp.resolve("nowhere"), "");
    }

    @Override
    protected void put(String name, String content) throws IOException {
        Files.setLastModifiedTime(Files.writeString(folder.resolve(name), content), FileTime.from(LONG_AGO));
    }

    @Override
    protected void remove(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    @Override
    protected Map<String, String> origin() throws IOException {
        Map<String, String> origin = new TreeMap<>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                origin.put(file.getFileName().toString(), Files.readString(file) + Files.getLastModifiedTime(file));
            }
        }
        return origin;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aReadThatBreaksOffGoesOnWhereItWas(int tenth) throws IOException {
        String sha256 = putMany();
        Source source = source();
        Artifact artifact = newest(source);
        line.forgetConnections();
        line.cutAfter((long) tenth * BYTES / 10);

        FetchedArtifact fetched = fetch(source, artifact);

        assertThat(fetched.sha256()).isEqualTo(sha256);
        assertThat(fetched.bytes()).isEqualTo(BYTES);
        assertThat(line.connections()).isEqualTo(2);
    }

    @Test
    void aLineThatBreaksAgainAndAgainBringsItAllTheSame() throws IOException {
        // What arrived and was not read yet is lost with its connection: of some nothing comes.
        patience = new Patience(Duration.ofSeconds(20), 30, Duration.ofMillis(1));
        String sha256 = putMany();
        Source source = source();
        Artifact artifact = newest(source);
        line.forgetConnections();
        line.alwaysCutAfter(400_000);

        assertThat(fetch(source, artifact).sha256()).isEqualTo(sha256);
        assertThat(line.connections()).isGreaterThan(8);
    }

    @Test
    void aLineThatBringsNothingIsGivenUp() throws IOException {
        putMany();
        Source source = source();
        Artifact artifact = newest(source);
        line.forgetConnections();
        line.alwaysCutAfter(500);

        assertThatThrownBy(() -> fetch(source, artifact)).isInstanceOfSatisfying(CannotTell.class, e -> {
            assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
            assertThat(e)
                    .hasMessage("the connection to 127.0.0.1:" + line.port()
                            + " cannot be had or broke off, tried 4 times");
            assertThat(e.hint()).isEqualTo("is the SSH server there running, and the way to it open?");
        });
        assertThat(line.connections()).isEqualTo(4);
    }

    @Test
    void aLineThatFallsSilentOnceIsLeftForAnother() throws IOException {
        patience = new Patience(Duration.ofSeconds(2), 3, Duration.ofMillis(10));
        String sha256 = putMany();
        Source source = source();
        Artifact artifact = newest(source);
        line.stallAfter(1_000_000);

        assertThat(fetch(source, artifact).sha256()).isEqualTo(sha256);
    }

    @Test
    void aServerThatFallsSilentIsOutOfTime() throws IOException {
        patience = new Patience(Duration.ofSeconds(2), 2, Duration.ofMillis(10));
        putMany();
        Source source = source();
        Artifact artifact = newest(source);
        line.stallAfter(1_000_000);
        line.alwaysStallAfter(0);

        assertThatThrownBy(() -> fetch(source, artifact)).isInstanceOfSatisfying(CannotTell.class, e -> {
            assertThat(e.code()).isEqualTo(FindingCode.TIMED_OUT);
            assertThat(e)
                    .hasMessageContaining("said nothing for 2 s, tried 2 times")
                    .hasMessageStartingWith(NAME + " could not be read beyond its first ");
        });
        assertThatThrownBy(() -> source.locate(NOW))
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.TIMED_OUT));
    }

    @Test
    void anArtifactThatChangesWhileItIsReadIsNotPatchedTogether() throws IOException {
        putMany();
        Source source = source();
        Artifact artifact = newest(source);
        line.cutAfter(1_000_000);
        try (InputStream stream = source.open(artifact)) {
            stream.readNBytes(100_000);
            Files.writeString(folder.resolve(NAME), "another one");
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessage(NAME + " has changed while it was read, from 3000000 to 11 bytes");
        }
    }

    @Test
    void aHostThatIsNotKnownIsNotTrusted() throws IOException {
        Files.writeString(knownHosts, "");
        assertThatThrownBy(() -> source().locate(NOW)).isInstanceOfSatisfying(CannotTell.class, e -> {
            assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
            assertThat(e)
                    .hasMessageStartingWith(
                            "127.0.0.1:" + line.port() + " is not in " + knownHosts + "; it shows a host key SHA256:");
            assertThat(e.hint())
                    .isEqualTo("compare that with the host itself, then: ssh-keyscan -p " + line.port()
                            + " 127.0.0.1 >> " + knownHosts);
        });
        assertThat(line.connections()).as("it is not asked again").isEqualTo(1);
        assertThat(knownHosts).isEmptyFile();
    }

    @Test
    void aHostWhoseKeyHasChangedIsNotTrusted() throws IOException, InterruptedException {
        Path other = temp.resolve("other");
        SshServerHere.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other.toString());
        String[] key = Files.readString(temp.resolve("other.pub")).split(" ");
        Files.writeString(knownHosts, "[127.0.0.1]:" + line.port() + " " + key[0] + " " + key[1] + "\n");

        assertThatThrownBy(() -> source().locate(NOW)).isInstanceOfSatisfying(CannotTell.class, e -> {
            assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
            assertThat(e.getMessage())
                    .matches("127\\.0\\.0\\.1:" + line.port()
                            + " shows the host key SHA256:\\S+, expected SHA256:\\S+ as in " + knownHosts);
            assertThat(e.hint())
                    .isEqualTo("was the host set up anew, or is somebody in between?"
                            + " ask its operator before the line is replaced");
        });
        assertThat(line.connections()).as("it is not asked again").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void anyOneKeyOfTheHostIsEnough(String type) throws IOException {
        Files.writeString(knownHosts, "");
        server.know(knownHosts, type, line.port());
        assertThat(source().locate(NOW).artifacts()).isEmpty();
    }

    @Test
    void hostsMayBeHashed() throws IOException, InterruptedException {
        SshServerHere.run("ssh-keygen", "-q", "-H", "-f", knownHosts.toString());
        assertThat(knownHosts).content().startsWith("|1|");
        assertThat(source().locate(NOW).artifacts()).isEmpty();
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsRefusedOnce() throws IOException, InterruptedException {
        Path stranger = temp.resolve("stranger");
        SshServerHere.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", stranger.toString());
        assertThatThrownBy(() -> source(folder, ", key-file: stranger").locate(NOW))
                .isInstanceOfSatisfying(CannotTell.class, e -> {
                    assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
                    assertThat(e)
                            .hasMessage("127.0.0.1:" + line.port() + " does not let " + me() + " in by " + stranger);
                    assertThat(e.hint())
                            .isEqualTo("check the user and `key-file`: sftp -P " + line.port() + " " + me()
                                    + "@127.0.0.1");
                });
        assertThat(line.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aKeyMayHaveAPassphrase(String type) throws IOException, InterruptedException {
        Path key = temp.resolve("locked");
        SshServerHere.run("ssh-keygen", "-q", "-t", type, "-N", "open sesame", "-f", key.toString());
        Files.writeString(
                home.resolve("authorized_keys"),
                Files.readString(temp.resolve("locked.pub")),
                java.nio.file.StandardOpenOption.APPEND);
        put(NAME, "content");

        assertThat(source(folder, ", key-file: locked, passphrase: open sesame")
                        .locate(NOW)
                        .artifacts())
                .hasSize(1);
        assertThatThrownBy(() -> source(folder, ", key-file: locked, passphrase: open barley")
                        .locate(NOW))
                .isInstanceOf(CannotTell.class)
                .hasMessage(key + " cannot be read as a private key")
                .hasMessageNotContaining("barley");
    }

    @Test
    void aPasswordThatIsNotTakenIsNotTold() {
        assertThatThrownBy(() -> source(folder, ", password: Tr0ub4dor").locate(NOW))
                .isInstanceOf(CannotTell.class)
                .hasMessage("127.0.0.1:" + line.port() + " does not let " + me() + " in by a password")
                .hasStackTraceContaining("SshException")
                .satisfies(e -> assertThat(ManyBytes.stackTrace(e)).doesNotContain("Tr0ub4dor"));
        assertThat(line.connections()).isEqualTo(1);
    }

    @Test
    void nobodyBehindThePortIsTriedAgain() throws IOException {
        line.close();
        assertThatThrownBy(() -> source().locate(NOW))
                .isInstanceOf(CannotTell.class)
                .hasMessage(
                        "the connection to 127.0.0.1:" + line.port() + " cannot be had or broke off, tried 4 times");
    }

    @Test
    void whatIsNoFileIsNotOpened() throws IOException, InterruptedException {
        put(NAME, "content");
        Files.createDirectory(folder.resolve("customers-20261120T020000Z.dump"));
        Files.createSymbolicLink(folder.resolve("customers-20261121T020000Z.dump"), Path.of(NAME));
        Files.createSymbolicLink(folder.resolve("customers-20261122T030000Z.dump"), Path.of("gone"));
        SshServerHere.run(
                "mkfifo", folder.resolve("customers-20261122T040000Z.dump").toString());

        Located located = source().locate(NOW);

        assertThat(located.artifacts())
                .extracting(Artifact::name)
                .containsExactly(NAME, "customers-20261121T020000Z.dump");
        assertThat(located.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "customers-20261122T030000Z.dump is a link that leads to nothing",
                        "customers-20261122T040000Z.dump is neither a file nor a folder, and was not opened");
        assertThatThrownBy(() -> source().open(new Artifact("../known_hosts", "", 0, NOW, Artifact.TimeFrom.NAME)))
                .hasMessageContaining("../known_hosts is not a file of sftp://127.0.0.1");
    }

    @Test
    void aFolderThatIsNotThereIsNotAnEmptyOne() {
        assertThatThrownBy(() -> unreachableSource().locate(NOW))
                .hasMessage("sftp://127.0.0.1:" + line.port() + temp + "/nowhere/ does not exist");
    }

    @Test
    void oneOfManyIsFoundAtOnce() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            Files.createFile(folder.resolve("other-" + i));
        }
        put(NAME, "content");
        assertThat(newest(source()).name()).isEqualTo(NAME);
        assertThat(source().takes().test("sftp://127.0.0.1:" + line.port() + folder + "/" + NAME))
                .isTrue();
        assertThat(source().takes().test(folder + "/" + NAME)).isFalse();
    }

    private Source source(Path where, String more) {
        String key = more.contains("key-file") || more.contains("password") ? "" : ", key-file: " + server.userKey();
        return SourceSettings.read(
                temp,
                (settings, zone, p, looks) -> SftpSource.read(settings, zone, p),
                "{sftp: 'sftp://" + me() + "@127.0.0.1:" + line.port() + where
                        + "', known-hosts: known_hosts, newest: \"" + BY_TIME + "\"" + key + more + "}",
                patience);
    }

    private static Artifact newest(Source source) {
        return source.locate(NOW).artifacts().get(0);
    }

    private FetchedArtifact fetch(Source source, Artifact artifact) throws IOException {
        return ManyBytes.fetch(source, artifact, temp);
    }

    private String putMany() throws IOException {
        return ManyBytes.put(folder.resolve(NAME));
    }
}
