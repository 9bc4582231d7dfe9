package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageNamesTest {
    private final ImageNames names =
            new ImageNames(Optional.of("registry.example.org/hub/"), Map.of("postgres:15", "my/postgres:15"));

    @Test
    void aReplacementIsTakenAsItStands() {
        assertThat(names.resolve("postgres:15")).isEqualTo("my/postgres:15");
    }

    @Test
    void imagesOfThePublicRegistryComeFromTheMirror() {
        assertThat(names.resolve("postgres:16")).isEqualTo("registry.example.org/hub/postgres:16");
        assertThat(names.resolve("postgis/postgis:15-3.4"))
                .isEqualTo("registry.example.org/hub/postgis/postgis:15-3.4");
        assertThat(names.resolve("docker.io/library/postgres:16"))
                .isEqualTo("registry.example.org/hub/library/postgres:16");
    }

    @Test
    void imagesOfOtherRegistriesPassTheMirrorBy() {
        assertThat(names.resolve("ghcr.io/x/y:1")).isEqualTo("ghcr.io/x/y:1");
        assertThat(names.resolve("localhost:5000/y")).isEqualTo("localhost:5000/y");
        assertThat(names.resolve("localhost/y")).isEqualTo("localhost/y");
    }

    @Test
    void withoutAMirrorEveryImageComesFromWhereItsNameSays() {
        assertThat(ImageNames.asWritten().resolve("docker.io/library/postgres:16"))
                .isEqualTo("docker.io/library/postgres:16");
    }
}
