package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderListingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final String BY_TIME = "customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump";

    @TempDir
    Path folder;

    private TwoLooks looks = looks(duration -> {
        throw new AssertionError("nothing here is young enough to be waited for");
    });

    @Test
    void aFileThatIsUnfinishedByItsNameIsMentioned() throws IOException {
        put("customers-20261122T020000Z.dump", "");
        for (String ending : List.of(".part", ".tmp", ".partial", ".filepart", ".CRDOWNLOAD")) {
            put("customers-20261122T030000Z.dump" + ending, "");
        }
        put(".customers-20261122T030000Z.dump.Ab3dEf", "");
        put(".customers-20261122T030000Z.dump", "");
        put("something-else.part", "");

        Listed listed = list(BY_TIME);

        assertThat(listed.files()).extracting(Look::name).containsExactly("customers-20261122T020000Z.dump");
        assertThat(listed.findings())
                .hasSize(7)
                .extracting(Finding::code)
                .containsOnly(FindingCode.ARTIFACT_INCOMPLETE);
        assertThat(listed.findings())
                .contains(
                        Finding.warning(
                                FindingCode.ARTIFACT_INCOMPLETE,
                                Stage.LOCATE,
                                "customers-20261122T030000Z.dump.part",
                                "customers-20261122T030000Z.dump.part is unfinished by its name, and was not taken;"
                                        + " it would be customers-20261122T030000Z.dump",
                                "when nobody is writing to it any more, a transfer broke off: look at the backup job"),
                        Finding.info(
                                FindingCode.ARTIFACT_INCOMPLETE,
                                Stage.LOCATE,
                                ".customers-20261122T030000Z.dump.Ab3dEf",
                                ".customers-20261122T030000Z.dump.Ab3dEf is unfinished by its name, and was not taken;"
                                        + " it would be customers-20261122T030000Z.dump",
                                "when nobody is writing to it any more, a transfer broke off: look at the backup job"));
    }

    @Test
    void aFileThatGrowsBetweenTwoLooksIsNotTaken() throws IOException {
        put("customers-20261122T020000Z.dump", "old");
        put("customers-20261122T040000Z.dump", "half", NOW.minusSeconds(10));
        looks = looks(duration -> {
            assertThat(duration).isEqualTo(Duration.ofSeconds(1));
            append("customers-20261122T040000Z.dump", " and more", NOW.minusSeconds(10));
        });

        Listed listed = list(BY_TIME);

        assertThat(listed.files()).extracting(Look::name).containsExactly("customers-20261122T020000Z.dump");
        assertThat(listed.findings())
                .containsExactly(Finding.warning(
                        FindingCode.ARTIFACT_INCOMPLETE,
                        Stage.LOCATE,
                        "customers-20261122T040000Z.dump",
                        "customers-20261122T040000Z.dump is still being written, from 4 to 13 bytes between two looks,"
                                + " and was not taken",
                        "let the backup job write under another name and rename it, or run later"));
    }

    @Test
    void aFileThatIsModifiedOrGoneAtTheSecondLookIsNotTaken() throws IOException {
        put("a.dump", "a", NOW.minusSeconds(10));
        put("b.dump", "b", NOW.minusSeconds(10));
        looks = looks(duration -> {
            append("a.dump", "", NOW);
            Files.delete(folder.resolve("b.dump"));
        });
        Listed listed = list("*");
        assertThat(listed.files()).isEmpty();
        assertThat(listed.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "a.dump is still being written, modified between two looks, and was not taken",
                        "b.dump is gone between two looks, and was not taken");
    }

    @Test
    void aYoungFileThatStandsStillIsTaken() throws IOException {
        put("a.dump", "a", NOW.minusSeconds(119));
        looks = looks(duration -> {});
        assertThat(list("*").files()).hasSize(1);
    }

    @Test
    void anInterruptedRunCannotTell() throws IOException {
        put("a.dump", "a", NOW);
        looks = looks(duration -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> list("*"))
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }

    private Listed list(String pattern) {
        Choice choice = Choice.of(NamePattern.of(pattern, ZoneOffset.UTC), ZoneOffset.UTC);
        FolderListing listing = new FolderListing(new DirectoryFolder(folder), choice, looks);
        return new Listed(listing.files(), listing.findings());
    }

    private static TwoLooks looks(FallibleSleeper sleeper) {
        TwoLooks.Sleeper unchecked = duration -> {
            try {
                sleeper.sleep(duration);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        return new TwoLooks(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMinutes(2), Duration.ofSeconds(1), unchecked);
    }

    private void put(String name, String content) throws IOException {
        put(name, content, LONG_AGO);
    }

    private void put(String name, String content, Instant modified) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private void append(String name, String content, Instant modified) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content, StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private record Listed(List<Look> files, List<Finding> findings) {}

    private interface FallibleSleeper {
        void sleep(Duration duration) throws IOException, InterruptedException;
    }
}
