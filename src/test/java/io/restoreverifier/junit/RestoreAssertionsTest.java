package io.restoreverifier.junit;

import static io.restoreverifier.junit.RestoreAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.check.Asked;
import io.restoreverifier.check.DoesNotHold;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.QuietRestored;
import io.restoreverifier.model.RestoredFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Assertions about files, on a healthy tree and on what is broken in it. */
class RestoreAssertionsTest {
    /** Of "hello\n". */
    private static final String HELLO = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    @TempDir
    Path root;

    private Tree tree;

    @BeforeEach
    void healthyTree() throws IOException {
        Files.writeString(root.resolve("Main.java"), "hello\n");
        Files.writeString(root.resolve("SHA256SUMS"), HELLO + "  Main.java\n");
        tree = new Tree(root);
    }

    @Test
    void aHealthyTreeHolds() {
        assertThat(tree)
                .contains("Main.java", "*.java")
                .matchesManifest("SHA256SUMS")
                .runs("debian", "true");
    }

    @Test
    void aMissingFileFails() {
        assertThatThrownBy(() -> assertThat(tree).contains("pom.xml"))
                .isInstanceOf(DoesNotHold.class)
                .hasMessageStartingWith("FILE_MISSING: ");
    }

    @Test
    void aChangedFileFails() throws IOException {
        Files.writeString(root.resolve("Main.java"), "hallo\n");

        assertThatThrownBy(() -> assertThat(tree).matchesManifest("SHA256SUMS"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "FILE_CHANGED: file Main.java is not the one in the manifest: its SHA-256 differs");
    }

    @Test
    void aCommandThatFailsFails() {
        assertThatThrownBy(() -> assertThat(tree).runs("debian", "false"))
                .isInstanceOf(DoesNotHold.class)
                .hasMessage(
                        "COMMAND_FAILED: false: expected status 0, found status 1\n  hint: its output is in the report");
    }

    @Test
    void noSandboxIsNoAnswer() {
        assertThatThrownBy(() -> assertThat(tree).runs("absent", "true"))
                .isInstanceOf(CannotTell.class)
                .hasMessage("there is no engine");
    }

    /** A tree that runs what needs no engine. */
    private record Tree(Path root) implements RestoredFiles, Asked, QuietRestored {
        @Override
        public CommandResult run(String image, String command, Duration limit) {
            if (image.equals("absent")) {
                throw new CannotTell(FindingCode.SANDBOX_UNAVAILABLE, "there is no engine", "");
            }
            return new CommandResult(command.equals("true") ? 0 : 1, List.of(), Optional.empty());
        }

        @Override
        public Subject subject() {
            Artifact artifact = new Artifact("a", "memory:a", 1, Instant.EPOCH, Artifact.TimeFrom.NAME);
            return new Subject(
                    this,
                    new FetchedArtifact(artifact, root, 1, Map.of(), false),
                    new Inspection(Format.TAR_GZIP, Optional.empty(), 1, true, List.of(), List.of()),
                    Instant.EPOCH,
                    Optional.empty(),
                    Objective.none(),
                    Duration.ofMinutes(1));
        }
    }
}
