package io.restoreverifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RyukTest {

    /** Testcontainers keeps the name to itself; it stands in its class as text. */
    @Test
    void theImageIsTheOneThatTestcontainersStarts() throws IOException {
        try (InputStream bytes = Objects.requireNonNull(
                getClass().getResourceAsStream("/org/testcontainers/utility/RyukContainer.class"))) {
            assertThat(new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains(Ryuk.IMAGE);
        }
    }

    @Test
    void theBuildLooksForTheSameImage() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<ryuk.image>" + Ryuk.IMAGE + "</ryuk.image>");
    }
}
