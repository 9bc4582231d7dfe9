package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts that the real split(1) has cut. */
class SplitFolderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");
    private static final String NEWEST = "shop-20261121.dump";
    private static final String OLDER = "shop-20261120.dump";

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private final byte[] content = content();

    @Test
    void thePartsOfAnArtifactAreReadOneAfterTheOther() throws Exception {
        cut(NEWEST, "--suffix-length=2");

        Located located = source().locate(NOW);

        assertThat(located.findings()).isEmpty();
        Artifact artifact = located.artifacts().get(0);
        assertThat(artifact.name()).isEqualTo(NEWEST);
        assertThat(artifact.location()).isEqualTo(folder.resolve(NEWEST + ".*").toString());
        assertThat(artifact.bytes()).isEqualTo(content.length);
        try (InputStream stream = source().open(artifact)) {
            assertThat(stream.readAllBytes()).isEqualTo(content);
        }
        assertThat(source().takes().test(artifact.location())).isTrue();
        assertThat(source().takes().test(folder.resolve(NEWEST + ".ab").toString()))
                .isTrue();
        assertThat(source().takes()
                        .test(folder.resolve("other-20261121.dump.ab").toString()))
                .isFalse();
    }

    @Test
    void digitsCountFromZeroOrFromOne() throws Exception {
        cut(OLDER, "--numeric-suffixes=0");
        cut(NEWEST, "--numeric-suffixes=1", "--suffix-length=3");

        Located located = source().locate(NOW);

        assertThat(located.findings()).isEmpty();
        assertThat(located.artifacts()).extracting(Artifact::name).containsExactly(NEWEST, OLDER);
        for (Artifact artifact : located.artifacts()) {
            try (InputStream stream = source().open(artifact)) {
                assertThat(stream.readAllBytes()).isEqualTo(content);
            }
        }
    }

    @Test
    void aMissingPartOfTheNewestIsAnErrorAndOfAnOlderOneAWarning() throws Exception {
        cut(OLDER, "--suffix-length=2");
        cut(NEWEST, "--suffix-length=2");
        Files.delete(folder.resolve(NEWEST + ".ac"));
        Files.delete(folder.resolve(OLDER + ".aa"));

        Located located = source().locate(NOW);

        assertThat(located.artifacts()).isEmpty();
        assertThat(located.findings())
                .extracting(Finding::code, Finding::severity, Finding::message)
                .containsExactly(
                        tuple(
                                FindingCode.ARTIFACT_INCOMPLETE,
                                Severity.ERROR,
                                NEWEST + " was not taken: of its parts there is no part ac"),
                        tuple(
                                FindingCode.ARTIFACT_INCOMPLETE,
                                Severity.WARNING,
                                OLDER + " was not taken: of its parts there is no part aa"));
    }

    @Test
    void aPartThatIsStillBeingWrittenKeepsTheWholeBack() throws Exception {
        cut(NEWEST, "--suffix-length=2");
        Files.move(folder.resolve(NEWEST + ".ad"), folder.resolve(NEWEST + ".ad.part"));

        Located located = source().locate(NOW);

        assertThat(located.artifacts()).isEmpty();
        assertThat(located.findings())
                .extracting(Finding::message)
                .containsExactly(NEWEST + " was not taken: of its parts there is no finished " + NEWEST + ".ad.part");
    }

    @Test
    void aChecksumIsOfTheWhole() throws Exception {
        cut(NEWEST, "--suffix-length=2");
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        Files.writeString(folder.resolve(NEWEST + ".sha256"), sum + "  " + NEWEST + "\n");

        Artifact artifact = source().locate(NOW).artifacts().get(0);

        assertThat(source().checksum(artifact).orElseThrow().hex()).isEqualTo(sum);
    }

    private Source source() {
        TwoLooks looks = new TwoLooks(
                Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMinutes(2), Duration.ofSeconds(1), duration -> {});
        Choice choice = Choice.of(NamePattern.of("*", ZoneOffset.UTC), ZoneOffset.UTC)
                .beside("shop-{time:yyyyMMdd}.dump.{part}");
        return new FolderSource(new DirectoryFolder(folder), choice, looks);
    }

    private void cut(String name, String... how) throws IOException, InterruptedException {
        Path whole = Files.write(elsewhere.resolve(name), content);
        List<String> command = new ArrayList<>(List.of("split", "--bytes=1000"));
        command.addAll(List.of(how));
        command.addAll(List.of(whole.toString(), folder.resolve(name) + "."));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        try (var parts = Files.list(folder)) {
            for (Path part : parts.toList()) {
                Files.setLastModifiedTime(part, FileTime.from(NOW.minus(Duration.ofHours(1))));
            }
        }
    }

    private static byte[] content() {
        byte[] content = new byte[3500];
        new Random(1).nextBytes(content);
        return content;
    }
}
