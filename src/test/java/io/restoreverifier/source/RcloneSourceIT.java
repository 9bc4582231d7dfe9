package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.Line;
import io.restoreverifier.remote.Patience;
import io.restoreverifier.remote.RcloneServerHere;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the real rclone, from a server of its own, through a line that can break; and from a folder. */
class RcloneSourceIT extends FilesContract {
    private static final String NAME = "customers-20261122T020000Z.dump";
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    static Path home;

    private static Path folder;
    private static RcloneServerHere server;
    private static String pass;

    @TempDir
    Path temp;

    private Line line;
    private Patience patience = new Patience(Duration.ofSeconds(20), 4, Duration.ofMillis(10));

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        folder = Files.createDirectory(home.resolve("backups"));
        server = RcloneServerHere.start(folder);
        pass = RcloneServerHere.obscured(RcloneServerHere.PASSWORD);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void openLine() throws IOException {
        line = new Line(server.port());
        configure(pass);
    }

    @AfterEach
    void empty() throws IOException {
        line.close();
        for (String name : origin().keySet()) {
            Files.delete(folder.resolve(name));
        }
    }

    private void configure(String password) throws IOException {
        Files.writeString(
                temp.resolve("rclone.conf"), """
                    [dav]
                    type = webdav
                    url = http://127.0.0.1:%d
                    vendor = other
                    user = %s
                    pass = %s

                    [nas]
                    type = alias
                    remote = %s
                    """.formatted(line.port(), RcloneServerHere.USER, password, home));
    }

    @Override
    protected Source source() {
        return source("dav:");
    }

    @Override
    protected Source unreachableSource() {
        return source("dav:nowhere");
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
                origin.put(file.getFileName().toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return origin;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9})
    void aReadThatBreaksOffGoesOnWhereItWas(int tenth) throws IOException {
        String sha256 = ManyBytes.put(folder.resolve(NAME));
        Source source = source();
        Artifact artifact = newest(source);
        oneQuestionAndThen();
        line.cutAfter((long) tenth * ManyBytes.COUNT / 10);

        FetchedArtifact fetched = ManyBytes.fetch(source, artifact, temp);

        assertThat(fetched.sha256()).isEqualTo(sha256);
        assertThat(fetched.bytes()).isEqualTo(ManyBytes.COUNT);
        assertThat(line.connections()).as("asked, read, asked again, read on").isEqualTo(4);
    }

    @Test
    void aLineThatBreaksAgainAndAgainIsGivenUp() throws IOException {
        ManyBytes.put(folder.resolve(NAME));
        Source source = source();
        Artifact artifact = newest(source);
        line.alwaysCutAfter(60);

        assertThatThrownBy(() -> ManyBytes.fetch(source, artifact, temp))
                .isInstanceOfSatisfying(CannotTell.class, e -> {
                    assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
                    assertThat(e)
                            .hasMessageStartingWith("rclone cannot read dav:: ")
                            .hasMessageEndingWith("tried 4 times");
                    assertThat(e.hint()).isEqualTo("run by hand as this user: rclone lsf dav:");
                });
    }

    @Test
    void aServerThatFallsSilentIsOutOfTime() throws IOException {
        patience = new Patience(Duration.ofSeconds(1), 2, Duration.ofMillis(10));
        ManyBytes.put(folder.resolve(NAME));
        Source source = source();
        line.alwaysStallAfter(0);

        assertThatThrownBy(() -> source.locate(NOW)).isInstanceOfSatisfying(CannotTell.class, e -> {
            assertThat(e.code()).isEqualTo(FindingCode.TIMED_OUT);
            assertThat(e).hasMessage("rclone said nothing of dav: for 1 s, tried 2 times");
        });
    }

    @Test
    void anArtifactThatChangesWhileItIsReadIsNotPatchedTogether() throws IOException {
        ManyBytes.put(folder.resolve(NAME));
        Source source = source();
        Artifact artifact = newest(source);
        oneQuestionAndThen();
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
    void aPasswordThatIsNotTakenIsNotAskedForAgainAndNotTold() throws Exception {
        configure(RcloneServerHere.obscured("wrong horse"));

        assertThatThrownBy(() -> source().locate(NOW)).isInstanceOfSatisfying(CannotTell.class, e -> {
            assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
            assertThat(e.getMessage()).contains("401").doesNotContain("tried");
            assertThat(ManyBytes.stackTrace(e)).doesNotContain("wrong horse");
        });
    }

    @Test
    void aFolderOfThisMachineIsReadToo() throws IOException {
        String sha256 = ManyBytes.put(folder.resolve(NAME));
        Files.createDirectory(home.resolve("backups/customers-20261122T030000Z.dump"));
        Source source = source("nas:backups");

        Located located = source.locate(NOW);

        assertThat(located.artifacts()).extracting(Artifact::location).containsExactly("nas:backups/" + NAME);
        assertThat(ManyBytes.fetch(source, located.artifacts().get(0), temp).sha256())
                .isEqualTo(sha256);
        assertThat(source.takes().test("nas:backups/" + NAME)).isTrue();
        assertThat(source.takes().test("nas:" + NAME)).isFalse();
        assertThatThrownBy(() -> source.open(
                        new Artifact("customers-20261122T030000Z.dump", "", 0, NOW, Artifact.TimeFrom.NAME)))
                .hasMessage("customers-20261122T030000Z.dump is not a file any more");
    }

    @Test
    void aRemoteThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> source("tape:backups").locate(NOW)).isInstanceOfSatisfying(CannotTell.class, e -> {
            assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
            assertThat(e).hasMessage("rclone knows no remote tape");
            assertThat(e.hint()).isEqualTo("correct `remote`, or say by `config` which file has it");
        });
        assertThatThrownBy(() -> unreachableSource().locate(NOW)).hasMessage("dav:nowhere does not exist");
    }

    /** Its password goes to rclone's standard input: in no list of processes, and in no environment. */
    @Test
    void anEncryptedConfigurationIsOpenedByItsPassword() throws Exception {
        put(NAME, "content");
        Path config = temp.resolve("rclone.conf");
        RcloneServerHere.encrypt(config, "open sesame");
        assertThat(Files.readString(config)).contains("RCLONE_ENCRYPT_V0").doesNotContain("[nas]");

        assertThat(source("nas:backups", ", config-password: open sesame")
                        .locate(NOW)
                        .artifacts())
                .hasSize(1);
        for (String other : new String[] {", config-password: open barley", ""}) {
            assertThatThrownBy(() -> source("nas:backups", other).locate(NOW))
                    .isInstanceOfSatisfying(CannotTell.class, e -> {
                        assertThat(e)
                                .hasMessage(
                                        "rclone cannot open its configuration: it is encrypted by another password");
                        assertThat(e.hint()).isEqualTo("correct `config-password`");
                    });
        }
    }

    @Test
    void noProcessShowsASecret() throws Exception {
        ManyBytes.put(folder.resolve(NAME));
        Source source = source("dav:", ", config-password: open sesame");
        try (InputStream stream = source.open(newest(source))) {
            stream.read();
            String processes = ProcessHandle.current()
                    .children()
                    .map(child -> child.info().commandLine().orElse("") + environment(child))
                    .collect(Collectors.joining());
            assertThat(processes)
                    .contains("rclone")
                    .doesNotContain("open sesame")
                    .doesNotContain(pass);
        }
    }

    @Test
    void whatIsNoRemoteIsAProblemOfTheCatalog() {
        for (String remote :
                new String[] {":sftp,host=nas,pass=secret:/x", "--config=x:", "/srv/backups", "nas,pass=x:y"}) {
            assertThat(SourceSettings.problems(temp, RcloneSource::read, "{rclone: {remote: '" + remote + "'}}"))
                    .containsExactly("rclone.remote: is no remote of rclone's configuration");
        }
    }

    private static String environment(ProcessHandle child) {
        try {
            return Files.readString(
                    Path.of("/proc/" + child.pid() + "/environ"), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Each read of a file is two programs: one asks for its size and time, one reads. */
    private void oneQuestionAndThen() {
        line.forgetConnections();
        line.cutAfter(Long.MAX_VALUE);
    }

    private Source source(String remote) {
        return source(remote, "");
    }

    private Source source(String remote, String more) {
        return SourceSettings.read(
                temp,
                RcloneSource::read,
                "{rclone: {remote: '" + remote + "', config: rclone.conf" + more
                        + "}, newest: \"customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump\"}",
                patience);
    }

    private static Artifact newest(Source source) {
        return source.locate(NOW).artifacts().get(0);
    }
}
