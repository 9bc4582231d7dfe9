package io.restoreverifier.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TarLinesTest {
    @Test
    void dotsBetweenLinesAreNone() throws IOException {
        try (TarLines lines = lines("..-rw a.b\n.drw ..\n...")) {
            assertThat(lines.next()).contains("-rw a.b");
            assertThat(lines.next()).contains("drw ..");
            assertThat(lines.next()).isEmpty();
        }
    }

    /** Nobody keeps a line of gigabytes in memory. */
    @Test
    void aLineThatIsTooLongIsCutOff() throws IOException {
        try (TarLines lines = lines("a".repeat(100_000))) {
            assertThat(lines.next().orElseThrow()).hasSize(65_536);
        }
    }

    private static TarLines lines(String listing) {
        return new TarLines(new ByteArrayInputStream(listing.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void dotsOnALineOfTheirOwnAreNotTheEnd() throws IOException {
        try (TarLines lines = lines("..\n.-rw a.b\n\n.")) {
            assertThat(lines.next()).contains("-rw a.b");
            assertThat(lines.next()).isEmpty();
        }
    }
}
