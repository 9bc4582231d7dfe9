package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.Line;
import io.restoreverifier.remote.Patience;
import io.restoreverifier.remote.WebPlace;
import io.restoreverifier.remote.WebServerHere;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a web server that does wrong what it is told to, through a line that can break. */
class HttpSourceTest extends FilesContract {
    private static final String NAME = "customers-20261122T020000Z.dump";
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path temp;

    private Path folder;
    private WebServerHere server;
    private Line line;
    private Patience patience = new Patience(Duration.ofSeconds(10), 3, Duration.ofMillis(5));

    @BeforeEach
    void startServer() throws IOException {
        folder = Files.createDirectory(temp.resolve("backups"));
        server = new WebServerHere(folder);
        line = new Line(server.port());
    }

    @AfterEach
    void stopServer() throws IOException {
        line.close();
        server.close();
    }

    @Override
    protected Source source() {
        return source("/backups/", "");
    }

    @Override
    protected Source unreachableSource() {
        return source("/nowhere/", "");
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
        assertThat(server.asked()).allMatch(request -> request.matches("(GET|HEAD) .*"));
        return origin;
    }

    @Test
    void oneFileNeedsNoListing() throws IOException {
        put(NAME, "content");
        put(NAME + ".sha256", "0".repeat(64));
        Source source = source("/backups/" + NAME, "");

        assertThat(source.locate(NOW).artifacts())
                .containsExactly(new Artifact(
                        NAME,
                        "http://127.0.0.1:" + line.port() + "/backups/" + NAME,
                        7,
                        Instant.parse("2026-11-22T02:00:00Z"),
                        Artifact.TimeFrom.NAME));
        assertThat(source.checksum(newest(source)).orElseThrow().hex()).isEqualTo("0".repeat(64));
        assertThat(server.asked()).doesNotContain("GET /backups/");
    }

    @Test
    void oneFileThatIsNotThereIsNoArtifact() {
        assertThat(source("/backups/" + NAME, "").locate(NOW)).isEqualTo(new Located(List.of(), List.of()));
    }

    @Test
    void aPageMayListPlainly() throws IOException {
        server.listPlainly();
        put("customers 100%-20261122T020000Z.dump", "content");
        put(NAME, "content");
        assertThat(SourceSettings.read(
                                temp,
                                HttpSource::read,
                                "{http: 'http://127.0.0.1:" + line.port()
                                        + "/backups/', newest: \"customers*{time:yyyyMMdd'T'HHmmss'Z'}.dump\"}",
                                patience)
                        .locate(NOW)
                        .artifacts())
                .extracting(Artifact::name)
                .containsExactlyInAnyOrder("customers 100%-20261122T020000Z.dump", NAME);
    }

    @Test
    void withoutATimeInTheNameThatOfTheServerDecides() throws IOException {
        put("a b#?.dump", "content");
        Source source = SourceSettings.read(
                temp, HttpSource::read, "{http: 'http://127.0.0.1:" + line.port() + "/backups/'}", patience);
        assertThat(newest(source).producedAt()).isEqualTo(LONG_AGO);
        assertThat(fetch(source).bytes()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aReadThatBreaksOffGoesOnWhereItWas(int tenth) throws IOException {
        String sha256 = ManyBytes.put(folder.resolve(NAME));
        Source source = source();
        Artifact artifact = newest(source);
        server.forget();
        line.cutAfter((long) tenth * ManyBytes.COUNT / 10);

        FetchedArtifact fetched = ManyBytes.fetch(source, artifact, temp);

        assertThat(fetched.sha256()).isEqualTo(sha256);
        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().get(1)).matches("GET /backups/" + NAME + " bytes=[1-9][0-9]*-");
    }

    @Test
    void aServerWithoutRangesIsReadAnew() throws IOException {
        server.withoutRanges();
        String sha256 = ManyBytes.put(folder.resolve(NAME));
        Source source = source();
        Artifact artifact = newest(source);
        line.cutAfter(ManyBytes.COUNT / 2);
        assertThat(ManyBytes.fetch(source, artifact, temp).sha256()).isEqualTo(sha256);
    }

    @Test
    void whatNothingTellsToBeTheSameIsNotPatchedTogether() throws IOException {
        server.withoutMarks();
        ManyBytes.put(folder.resolve(NAME));
        Source source = source();
        Artifact artifact = newest(source);
        line.cutAfter(ManyBytes.COUNT / 2);
        assertThatThrownBy(() -> ManyBytes.fetch(source, artifact, temp))
                .isInstanceOf(CannotTell.class)
                .hasMessageEndingWith("the connection to 127.0.0.1:" + line.port()
                        + " broke off, and nothing tells whether " + NAME + " is still the same");
    }

    @Test
    void anArtifactThatChangesWhileItIsReadIsNotPatchedTogether() throws IOException {
        ManyBytes.put(folder.resolve(NAME));
        Source source = source();
        Artifact artifact = newest(source);
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
    void aFileThatIsShorterThanTheServerSaysIsNotTakenForWhole() throws IOException {
        patience = new Patience(Duration.ofMillis(500), 2, Duration.ofMillis(5));
        put(NAME, "content");
        server.claimMore(1000);
        Source source = source();
        Artifact artifact = newest(source);
        assertThatThrownBy(() -> ManyBytes.fetch(source, artifact, temp))
                .isInstanceOf(CannotTell.class)
                .hasMessageStartingWith(NAME + " could not be read beyond its first 7 bytes of 1 007: ");
    }

    @Test
    void aServerInTroubleIsAskedAgain() throws IOException {
        put(NAME, "content");
        server.answer(500);
        server.answer(503);
        assertThat(source().locate(NOW).artifacts()).hasSize(1);
    }

    @Test
    void aServerThatRemainsInTroubleIsGivenUp() {
        for (int i = 0; i < 3; i++) {
            server.answer(503);
        }
        assertThatThrownBy(() -> source().locate(NOW)).isInstanceOfSatisfying(CannotTell.class, e -> {
            assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
            assertThat(e).hasMessage("127.0.0.1:" + line.port() + " answered 503, tried 3 times");
            assertThat(e.hint()).isEqualTo("look at the server, or run later");
        });
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void aServerThatFallsSilentIsOutOfTime() throws IOException {
        patience = new Patience(Duration.ofMillis(700), 2, Duration.ofMillis(5));
        ManyBytes.put(folder.resolve(NAME));
        Source source = source();
        Artifact artifact = newest(source);
        line.stallAfter(ManyBytes.COUNT / 2);
        line.alwaysStallAfter(0);

        assertThatThrownBy(() -> ManyBytes.fetch(source, artifact, temp))
                .isInstanceOfSatisfying(CannotTell.class, e -> {
                    assertThat(e.code()).isEqualTo(FindingCode.TIMED_OUT);
                    assertThat(e).hasMessageContaining(" said nothing for 0 s, tried 2 times");
                });
        assertThatThrownBy(() -> source.locate(NOW))
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.TIMED_OUT));
    }

    @Test
    void whoIsLetInIsAskedOnceAndNotTold() throws IOException {
        put(NAME, "content");
        server.demand(
                "Basic " + Base64.getEncoder().encodeToString("backup:Tr0ub4dor".getBytes(StandardCharsets.UTF_8)));
        assertThat(source("/backups/", ", user: backup, password: Tr0ub4dor")
                        .locate(NOW)
                        .artifacts())
                .hasSize(1);
        server.forget();
        assertThatThrownBy(() ->
                        source("/backups/", ", user: backup, password: corr3ct").locate(NOW))
                .isInstanceOfSatisfying(CannotTell.class, e -> {
                    assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
                    assertThat(e)
                            .hasMessage("127.0.0.1:" + line.port() + " answered 401")
                            .hasStackTraceContaining("RemoteException");
                    assertThat(e.hint()).isEqualTo("check `user` and `password`, or `token`: have they expired?");
                    assertThat(ManyBytes.stackTrace(e)).doesNotContain("corr3ct");
                });
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aTokenThatExpiresWhileItIsReadSaysSo() throws IOException {
        ManyBytes.put(folder.resolve(NAME));
        server.demand("Bearer t0ken-of-today");
        Source source = source("/backups/", ", token: t0ken-of-today");
        Artifact artifact = newest(source);
        line.cutAfter(ManyBytes.COUNT / 2);
        try (InputStream stream = source.open(artifact)) {
            stream.readNBytes(10_000);
            server.demand("Bearer t0ken-of-tomorrow");
            assertThatThrownBy(stream::readAllBytes).hasMessage("127.0.0.1:" + line.port() + " answered 401");
        }
    }

    @Test
    void aListingThatChangesMeanwhileIsNoTrouble() throws IOException {
        put(NAME, "content");
        put("customers-20261121T020000Z.dump", "content");
        Folder.Sight sight = new FolderElsewhere(WebPlace.read(
                                SourceSettings.of(temp, "{http: 'http://127.0.0.1:" + line.port() + "/backups/'}"),
                                "http",
                                patience)
                        .folder())
                .look();
        remove(NAME);
        assertThat(sight.names()).contains(NAME);
        assertThat(sight.at(NAME)).isEmpty();
        assertThat(sight.at("customers-20261121T020000Z.dump")).isPresent();
    }

    @Test
    void mistakesInItsSettingsAreProblems() {
        assertThat(SourceSettings.problems(temp, HttpSource::read, "{http: 'http://u:p@host/x'}"))
                .containsExactly("http: is no URL with http or https, a host and a path, and without a password");
        assertThat(SourceSettings.problems(temp, HttpSource::read, "{http: 'http://192.0.2.1/x', token: t}"))
                .containsExactly("http: a password or token is not sent in plain text");
        assertThat(SourceSettings.problems(temp, HttpSource::read, "{http: 'https://192.0.2.1/x', user: u, port: 1}"))
                .containsExactly("password: goes with the other: user and password", "port: unknown key");
    }

    private Source source(String path, String more) {
        return SourceSettings.read(
                temp,
                HttpSource::read,
                "{http: 'http://127.0.0.1:" + line.port() + path
                        + "', newest: \"customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump\"" + more + "}",
                patience);
    }

    private static Artifact newest(Source source) {
        return source.locate(NOW).artifacts().get(0);
    }

    private FetchedArtifact fetch(Source source) throws IOException {
        return ManyBytes.fetch(source, newest(source), temp);
    }
}
