package io.restoreverifier.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarmanWordsTest {
    private static final String TAR =
            "EXCEPTION: Error decompressing /v/base.tar.gz into /v/cluster: \ntar: ./base/1: ";

    @TempDir
    Path folder;

    private BarmanView view;

    @BeforeEach
    void makeView() throws Exception {
        Path origin = Files.createDirectory(folder.resolve("main"));
        Files.createDirectory(origin.resolve("base"));
        Files.createDirectory(origin.resolve("wals"));
        view = BarmanView.of(Files.createDirectory(folder.resolve("view")), origin, "main");
    }

    /** So it goes on when tar could not make a folder. */
    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Disk quota exceeded"})
    void aFullDiskOfOursIsNotTheBackupsFault(String words) {
        CannotTell told = (CannotTell)
                explained(TAR + "Cannot mkdir: " + words + "\ntar: ./base/1/2: Cannot open: No such file or directory");

        assertThat(told.code()).isEqualTo(FindingCode.OUT_OF_DISK);
        assertThat(told)
                .hasMessage(
                        "the disk filled up while barman restored from /b/main: tar: ./base/1: Cannot mkdir: " + words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Stale file handle",
                "Cannot allocate memory",
                "tar: Child died with signal 9",
                "tar: memory exhausted",
                "tar: zstd: Cannot exec: No such file or directory"
            })
    void whatElseFailsOnThisSideIsNotTheBackupsFault(String words) {
        CannotTell told = (CannotTell) explained(
                TAR + words + "\ntar: Unexpected EOF in archive\ntar: ./2: Cannot open: No such file or directory");

        assertThat(told.code()).isEqualTo(FindingCode.TOOL_FAILED);
    }

    @Test
    void whatIsNotThereIsIncomplete() {
        BrokenArtifact told =
                (BrokenArtifact) explained("ERROR: rsync: link_stat \"x\" failed: No such file or directory");

        assertThat(told.toFinding(Stage.FETCH, "b").code()).isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
    }

    @Test
    void whatNobodyKnowsIsNotTheBackupsFault() {
        assertThat(((CannotTell) explained("ERROR: something else")).code()).isEqualTo(FindingCode.TOOL_FAILED);
    }

    private Throwable explained(String errors) {
        return catchThrowable(() -> {
            throw new BarmanWords(Path.of("/b/main")).broken(view, new Tool.Answer(1, "", errors), "20261101T000000");
        });
    }
}
