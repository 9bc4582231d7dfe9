package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Location;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest extends FilesContract {
    private static final String BY_TIME = "customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump";
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path temp;

    private Path folder;
    private final Problems problems = new Problems();
    /** Nothing here is young enough to be waited for. */
    private final TwoLooks looks =
            new TwoLooks(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMinutes(2), Duration.ofSeconds(1), duration -> {
                throw new AssertionError("waited for " + duration);
            });

    @BeforeEach
    void createFolder() throws IOException {
        folder = Files.createDirectory(temp.resolve("backups"));
    }

    @Override
    protected Source source() {
        return source(Map.of("newest", BY_TIME));
    }

    @Override
    protected Source unreachableSource() {
        return source(Map.of("directory", "nowhere"));
    }

    @Override
    protected void put(String name, String content) throws IOException {
        put(name, content, LONG_AGO);
    }

    @Override
    protected void remove(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    @Override
    protected Map<String, String> origin() throws IOException {
        Map<String, String> origin =
                new TreeMap<>(Map.of(".", Files.getLastModifiedTime(folder).toString()));
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                origin.put(file.getFileName().toString(), Files.readString(file) + Files.getLastModifiedTime(file));
            }
        }
        return origin;
    }

    @Test
    void withoutATimeInTheNameTheModificationTimeDecides() throws IOException {
        put("a.dump", "a", NOW.minusSeconds(3600));
        put("b.dump", "b", NOW.minusSeconds(60_000));
        put("c.txt", "c", NOW.minusSeconds(1200));

        List<Artifact> artifacts =
                source(Map.of("newest", "*.dump")).locate(NOW).artifacts();

        assertThat(artifacts)
                .containsExactly(
                        new Artifact(
                                "a.dump",
                                folder.resolve("a.dump").toString(),
                                1,
                                NOW.minusSeconds(3600),
                                TimeFrom.MODIFICATION_TIME),
                        new Artifact(
                                "b.dump",
                                folder.resolve("b.dump").toString(),
                                1,
                                NOW.minusSeconds(60_000),
                                TimeFrom.MODIFICATION_TIME));
    }

    @Test
    void ofTheSameTimeTheLaterNameIsTheNewer() throws IOException {
        put("part-1.dump", "", LONG_AGO);
        put("part-2.dump", "", LONG_AGO);
        assertThat(source(Map.of()).locate(NOW).artifacts())
                .extracting(Artifact::name)
                .containsExactly("part-2.dump", "part-1.dump");
    }

    @Test
    void timesWithoutAZoneAreOfTheEntrysZone() throws IOException {
        put("customers-20261122T020000Z.dump", "");
        Source source = DirectorySource.read(settings(Map.of("newest", BY_TIME)), ZoneId.of("Europe/Berlin"), looks);
        Artifact artifact = source.locate(NOW).artifacts().get(0);
        assertThat(artifact.producedAt()).isEqualTo("2026-11-22T01:00:00Z");
        assertThat(artifact.timeFrom()).isEqualTo(TimeFrom.NAME);
    }

    @Test
    void subFoldersHiddenFilesAndChecksumFilesAreNoArtifacts() throws IOException {
        put("a.dump", "");
        for (String name : List.of("SHA256SUMS", "MD5SUMS.txt", "a.dump.sha512", "a.dump.sha256sum")) {
            put(name, "");
        }
        Files.createDirectory(folder.resolve("old"));
        Files.createDirectory(folder.resolve(".snapshot"));

        Located located = source(Map.of("newest", "*.dump*")).locate(NOW);

        assertThat(located.artifacts()).extracting(Artifact::name).containsExactly("a.dump");
        assertThat(located.findings()).isEmpty();
    }

    @Test
    void otherFilesOfTheFolderDoNotMatch() throws IOException {
        put("customers-20261122T020000Z.dump", "");
        put("globals-20261122T020000Z.sql", "");
        put("customers-latest.dump", "");
        Located located = source().locate(NOW);
        assertThat(located.artifacts()).extracting(Artifact::name).containsExactly("customers-20261122T020000Z.dump");
        assertThat(located.findings()).isEmpty();
    }

    @Test
    void aTimeThatTheCalendarDoesNotHaveIsAWarning() throws IOException {
        put("customers-20261301T020000Z.dump", "");
        put("customers-20260231T020000Z.dump", "");
        Located located = source().locate(NOW);
        assertThat(located.artifacts()).isEmpty();
        assertThat(located.findings()).extracting(Finding::severity).containsOnly(Severity.WARNING);
        assertThat(located.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "customers-20260231T020000Z.dump was not taken: its name has no time that is written"
                                + " yyyyMMdd'T'HHmmss'Z'",
                        "customers-20261301T020000Z.dump was not taken: its name has no time that is written"
                                + " yyyyMMdd'T'HHmmss'Z'");
    }

    @Test
    void aModificationTimeInTheFutureIsAWarning() throws IOException {
        Path file = Files.writeString(folder.resolve("copy.dump"), "x");
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
        Instant before = LONG_AGO.minus(Duration.ofHours(2));

        Located located = source(Map.of("newest", "copy.dump")).locate(before);

        assertThat(located.artifacts()).extracting(Artifact::name).containsExactly("copy.dump");
        assertThat(located.findings()).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.WARNING);
            assertThat(f.message())
                    .isEqualTo("copy.dump: its modification time " + LONG_AGO + " is 2h after now, " + before);
        });
    }

    @Test
    void anArtifactFromTheFutureIsAnErrorAndDoesNotWin() throws IOException {
        put("customers-20261122T020000Z.dump", "");
        put("customers-20261122T050500Z.dump", "");
        put("customers-20261122T050501Z.dump", "");

        Located located = source().locate(NOW);

        assertThat(located.artifacts())
                .extracting(Artifact::name)
                .containsExactly("customers-20261122T050500Z.dump", "customers-20261122T020000Z.dump");
        assertThat(located.findings())
                .containsExactly(Finding.error(
                        FindingCode.ARTIFACT_FROM_THE_FUTURE,
                        Stage.LOCATE,
                        "customers-20261122T050501Z.dump",
                        "customers-20261122T050501Z.dump was not taken: its time 2026-11-22T05:05:01Z is 5m 1s after now,"
                                + " 2026-11-22T05:00:00Z",
                        "check the clock and the time zone of the machine that writes it, or set `zone`"));
    }

    @Test
    void linksToFilesAreFollowedAndOthersAreNot() throws IOException {
        Path elsewhere = Files.writeString(temp.resolve("elsewhere"), "content");
        Files.setLastModifiedTime(elsewhere, FileTime.from(LONG_AGO));
        Files.createSymbolicLink(folder.resolve("a.dump"), elsewhere);
        Files.createSymbolicLink(folder.resolve("b.dump"), temp.resolve("nothing"));
        Files.createSymbolicLink(folder.resolve("c.dump"), temp);

        Source source = source(Map.of());
        Located located = source.locate(NOW);

        assertThat(located.artifacts()).extracting(Artifact::name).containsExactly("a.dump");
        assertThat(located.findings())
                .extracting(Finding::message)
                .containsExactly("b.dump is a link that leads to nothing");
        try (var stream = source.open(located.artifacts().get(0))) {
            assertThat(stream.readAllBytes()).hasSize(7);
        }
    }

    @Test
    void aDeviceIsNotOpened() throws IOException {
        Files.createSymbolicLink(folder.resolve("a.dump"), Path.of("/dev/zero"));
        Source source = source(Map.of());
        Located located = source.locate(NOW);
        assertThat(located.artifacts()).isEmpty();
        assertThat(located.findings())
                .extracting(Finding::message)
                .containsExactly("a.dump is neither a file nor a folder, and was not opened");
        assertThatThrownBy(() -> source.open(artifact("a.dump")))
                .isInstanceOf(IOException.class)
                .hasMessage("a.dump is not a file any more");
    }

    @Test
    void nothingOutsideTheFolderIsOpened() throws IOException {
        Files.writeString(temp.resolve("secret"), "x");
        for (String name : List.of("../secret", temp.resolve("secret").toString(), "sub/../../secret")) {
            assertThatThrownBy(() -> source().open(artifact(name)))
                    .isInstanceOf(IOException.class)
                    .hasMessage(name + " is not a file of " + folder);
        }
    }

    @Test
    void anOriginThatCannotBeAskedSaysWhy() throws IOException {
        assertThatThrownBy(() -> unreachableSource().locate(NOW))
                .hasMessage(temp.resolve("nowhere") + " does not exist");
        Files.writeString(temp.resolve("file"), "");
        assertThatThrownBy(() -> source(Map.of("directory", "file")).locate(NOW))
                .hasMessage(temp.resolve("file") + " is not a folder");
        Files.createSymbolicLink(temp.resolve("loop"), temp.resolve("loop"));
        assertThatThrownBy(() -> source(Map.of("directory", "loop")).locate(NOW))
                .isInstanceOf(CannotTell.class)
                .hasMessage(temp.resolve("loop") + " cannot be read");
    }

    @Test
    void readsWhetherAChecksumIsRequired() {
        assertThat(source(Map.of()).requiresChecksum()).isFalse();
        assertThat(source(Map.of("checksum", "if-present")).requiresChecksum()).isFalse();
        assertThat(source(Map.of("checksum", "required")).requiresChecksum()).isTrue();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void mistakesInItsSettingsAreProblems() {
        Map<String, String> written = new LinkedHashMap<>();
        written.put("directory", "");
        written.put("newest", "{time:yyyyMM}.dump");
        written.put("checksum", "require");
        written.put("newst", "x");
        Settings settings = settings(written);
        DirectorySource.read(settings, ZoneOffset.UTC, looks);
        settings.finish();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .map(said -> said.replace(temp + "/", ""))
                .containsExactly(
                        "a.yml:1: directory: is empty\n  hint: write `directory: ...`",
                        "a.yml:1: newest: `{time:yyyyMM}.dump` is not a pattern: it does not tell the day",
                        "a.yml:1: checksum: `require` is not one of if-present, required\n"
                                + "  hint: did you mean `required`?",
                        "a.yml:1: newst: unknown key\n  hint: did you mean `newest`?");
    }

    private Source source(Map<String, String> written) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("directory", "backups"));
        all.putAll(written);
        return DirectorySource.read(settings(all), ZoneOffset.UTC, looks);
    }

    private Settings settings(Map<String, String> written) {
        Location location = new Location(temp.resolve("a.yml"), 1);
        Map<String, Node> entries = new LinkedHashMap<>();
        entries.put("directory", new Node.Scalar(location, "backups", false));
        written.forEach((key, text) -> entries.put(key, new Node.Scalar(location, text, true)));
        return Settings.of(new Node.Mapping(location, entries), problems);
    }

    private void put(String name, String content, Instant modified) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private Artifact artifact(String name) {
        return new Artifact(name, name, 0, NOW, TimeFrom.NAME);
    }
}
