package io.restoreverifier.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFolderTest {
    @TempDir
    Path temporary;

    @Test
    void theProcessThatMadeItLives() throws IOException {
        try (OwnFolder folder = OwnFolder.create(temporary)) {
            assertThat(folder.path()).isDirectory().hasParent(temporary);
            assertThat(folder.path().getFileName()).hasToString("rv-" + folder.id());
            assertThat(OwnFolder.isAlive(folder.path())).isTrue();
            assertThat(OwnFolder.ofTheDead(temporary)).isEmpty();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    /** To ask in the process itself must not give the lock up: somebody else would take the folder for a dead one's. */
    @Test
    void askingDoesNotGiveTheLockUp() throws Exception {
        try (OwnFolder folder = OwnFolder.create(temporary)) {
            OwnFolder.isAlive(folder.path());
            OwnFolder.ofTheDead(temporary);

            assertThat(ElsewhereProcess.seesDead(temporary)).isEmpty();
        }
    }

    @Test
    void whatAKilledProcessLeavesIsOfTheDead() throws Exception {
        Path left;
        try (ElsewhereProcess other = ElsewhereProcess.holding(temporary)) {
            left = other.folder();
            assertThat(OwnFolder.isAlive(left)).isTrue();
            assertThat(OwnFolder.ofTheDead(temporary)).isEmpty();
        }

        assertThat(OwnFolder.ofTheDead(temporary)).containsExactly(left);
        OwnFolder.delete(left);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void deletingFollowsNoLink() throws IOException {
        Path origin = Files.createDirectory(temporary.resolve("origin"));
        Files.writeString(origin.resolve("segment"), "data");
        try (OwnFolder folder = OwnFolder.create(temporary)) {
            Files.createSymbolicLink(folder.path().resolve("folder"), origin);
            Files.createSymbolicLink(folder.path().resolve("file"), origin.resolve("segment"));
        }

        assertThat(origin.resolve("segment")).hasContent("data");
        assertThat(temporary.toFile().list()).containsExactly("origin");
    }
}
