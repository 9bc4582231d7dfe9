package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealTreeTest {
    @TempDir
    Path folder;

    private Path root;
    private RealTree tree;

    @BeforeEach
    void plant() throws IOException {
        root = Files.createDirectories(folder.resolve("tree"));
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/one"), "1");
        Files.writeString(root.resolve("a/b/two"), "2");
        Files.createSymbolicLink(root.resolve("a/link"), Path.of("b/two"));
        tree = new RealTree(root);
    }

    @Test
    void filesAreFoundAlsoThroughLinks() throws IOException {
        for (int time = 0; time < 2; time++) {
            assertThat(tree.fileOf("a/one").orElseThrow().path())
                    .isEqualTo(root.toRealPath().resolve("a/one"));
            assertThat(tree.fileOf("a/link").orElseThrow().path())
                    .isEqualTo(root.toRealPath().resolve("a/b/two"));
            assertThat(tree.fileOf("a/link").orElseThrow().is().size()).isEqualTo(1);
            assertThat(tree.fileOf("a/b/two")).isPresent();
        }
    }

    @Test
    void whatIsNoFileIsNotFound() throws IOException {
        assertThat(tree.fileOf("")).isEmpty();
        assertThat(tree.fileOf("a")).isEmpty();
        assertThat(tree.fileOf("a/none")).isEmpty();
        assertThat(tree.fileOf("a/one/below")).isEmpty();
    }

    /** The folder of the last one is known, and must be one of the tree. */
    @Test
    void nothingOutsideIsFoundWhateverWasAskedBefore() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "x");
        Files.createSymbolicLink(root.resolve("out"), outside);

        for (String before : new String[] {"", ".", "..", "a", "a/one", "../outside", folder.toString()}) {
            tree.fileOf(before);

            assertThat(tree.fileOf(outside.toString())).as("after `%s`", before).isEmpty();
            assertThat(tree.fileOf("../outside")).as("after `%s`", before).isEmpty();
            assertThat(tree.fileOf("out")).as("after `%s`", before).isEmpty();
        }
    }
}
