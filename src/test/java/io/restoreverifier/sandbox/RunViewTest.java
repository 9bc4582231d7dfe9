package io.restoreverifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunViewTest {
    @TempDir
    Path temporary;

    private Path folder;
    private RunView here;

    @BeforeEach
    void lookFromHere() {
        folder = temporary.resolve("rv-12345678");
        here = RunView.of(folder);
    }

    @Test
    void aProcessBesideThisOneWouldSeeItsLock() {
        assertThat(here.wouldSee(RunView.of(folder), folder)).isTrue();
    }

    @Test
    void anotherHostBootOrUserWouldNot() {
        assertThat(here.wouldSee(new RunView("other", here.files(), here.parent()), folder))
                .isFalse();
    }

    @Test
    void anAgentInAContainerOfTheSameNameWouldNot() {
        assertThat(here.wouldSee(new RunView(here.host(), "mnt:[1]", "(dev=1,ino=1)"), folder))
                .isFalse();
    }

    @Test
    void anAgentThatSharesTheFolderForTemporaryFilesWould() {
        assertThat(here.wouldSee(new RunView(here.host(), "mnt:[1]", here.parent()), folder))
                .isTrue();
    }

    @Test
    void aFolderWhoseParentIsUnknownSaysNothing() {
        assertThat(here.wouldSee(new RunView(here.host(), "mnt:[1]", ""), Path.of("/nowhere/rv-1")))
                .isFalse();
    }
}
