package io.restoreverifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what the fuzzer of {@code bin/fuzz} has found worth keeping: a folder for each target, called as its class. */
class FuzzCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");

    static Stream<Path> targets() throws IOException {
        try (Stream<Path> folders = Files.list(CORPUS)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nothingThatWasFoundBreaksItsParserAgain(Path target) throws Exception {
        Method parser = Class.forName("io.restoreverifier." + target.getFileName())
                .getMethod("fuzzerTestOneInput", byte[].class);
        List<Path> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(target)) {
            files.sorted().forEach(inputs::add);
        }
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            byte[] bytes = Files.readAllBytes(input);
            assertThatCode(() -> parser.invoke(null, (Object) bytes))
                    .as(input.toString())
                    .doesNotThrowAnyException();
        }
    }
}
