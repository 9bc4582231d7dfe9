package io.restoreverifier.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.sandbox.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BorgViewTest {
    @TempDir
    Path temporary;

    @TempDir
    Path origin;

    @BeforeEach
    void makeRepository() throws IOException {
        Files.writeString(origin.resolve("config"), "[repository]\n");
        Path group = Files.createDirectories(origin.resolve("data").resolve("0"));
        Files.writeString(group.resolve("1"), "segment");
    }

    @Test
    void itIsGoneWhenItIsClosedAndTheOriginIsNot() {
        Path repository;
        try (BorgView view = BorgView.of(origin)) {
            repository = view.repository();
            assertThat(repository.resolve("data/0/1")).isSymbolicLink().hasContent("segment");
        }

        assertThat(repository.getParent()).doesNotExist();
        assertThat(origin.resolve("data/0/1")).hasContent("segment");
    }

    /** While its run lives, nobody else's takes it away. */
    @Test
    void thatOfADeadRunIsRemovedByTheNext() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        origin.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        Path segment = Path.of(said.readLine()).resolve("data/0/1");
        try {
            RunFolder.sweep(temporary);
            assertThat(segment).isSymbolicLink().hasContent("segment");
        } finally {
            process.destroyForcibly().onExit().join();
        }

        assertThat(segment).isSymbolicLink();
        RunFolder.sweep(temporary);

        assertThat(temporary).isEmptyDirectory();
        assertThat(origin.resolve("data/0/1")).hasContent("segment");
    }

    /** A run in the midst of reading. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(BorgView.of(Path.of(arguments[0])).repository());
            Thread.sleep(600_000);
        }
    }
}
