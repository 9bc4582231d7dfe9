package io.restoreverifier.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastPassedTest {
    private static final Proof PROOF = new Proof(Instant.parse("2026-11-21T03:12:00.5Z"), "abc", "customers.dump");

    @TempDir
    Path folder;

    @Test
    void withoutAFileNothingIsKnown() {
        assertThat(history().read()).isEmpty();
    }

    @Test
    void whatPassedIsKept() {
        history().keep(Map.of("customers", Optional.of(PROOF)));

        assertThat(history().read()).containsExactly(Map.entry("customers", PROOF));
    }

    @Test
    void whatNoLongerPassesIsForgottenAndTheOthersStay() {
        history().keep(Map.of("customers", Optional.of(PROOF), "code", Optional.of(PROOF)));

        history().keep(Map.of("customers", Optional.empty()));

        assertThat(history().read()).containsOnlyKeys("code");
    }

    @Test
    void anUnreadableFileStandsForNoProofAndIsKept() throws IOException {
        Path file =
                Files.writeString(folder.resolve("last-passed.json"), "{\"schemaVersion\":1,\"backups\":{\"a\":{}}}");

        assertThat(history().read()).isEmpty();
        history().keep(Map.of("customers", Optional.of(PROOF)));

        assertThat(history().read()).containsOnlyKeys("customers");
        assertThat(folder.resolve("last-passed.unreadable.json"))
                .hasContent("{\"schemaVersion\":1,\"backups\":{\"a\":{}}}");
        assertThat(file).isRegularFile();
    }

    @Test
    void severalRunsMayWriteAtOnce() throws IOException, InterruptedException {
        // Other processes, since a process holds a file lock as a whole.
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writers.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            folder.toString(),
                            "writer-" + i)
                    .inheritIO()
                    .start());
        }
        for (Process writer : writers) {
            assertThat(writer.waitFor()).isZero();
        }

        assertThat(history().read()).hasSize(60);
    }

    @Test
    void severalThreadsMayWriteAtOnce() {
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.runAsync(
                                () -> history().keep(Map.of("backup-" + i, Optional.of(PROOF)))))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(history().read()).hasSize(8);
    }

    /** A run in a process of its own. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < 20; i++) {
                new LastPassed(Path.of(arguments[0])).keep(Map.of(arguments[1] + "-" + i, Optional.of(PROOF)));
            }
        }
    }

    private LastPassed history() {
        return new LastPassed(folder);
    }
}
