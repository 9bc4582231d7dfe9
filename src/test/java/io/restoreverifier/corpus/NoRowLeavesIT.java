package io.restoreverifier.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing of a row and no secret is in any output. Every row and every secret here has the planted word in it, and every
 * dump is broken so that PostgreSQL prints the row.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoRowLeavesIT {
    private static final String PLANTED = "xq7planted";

    private Path home;
    private Face face;

    /** Further lines for the whole catalog. */
    String catalogLines() throws IOException, InterruptedException {
        return "";
    }

    @BeforeAll
    void run(@TempDir Path folder) throws IOException, InterruptedException {
        home = folder;
        Files.createDirectories(home.resolve("catalog"));
        Files.writeString(home.resolve("secret"), PLANTED + "-of-a-file\n");
        Files.writeString(home.resolve("catalog/catalog.yml"), "now: 2026-11-21T06:00:00Z\n" + catalogLines());
        try (Origin origin = Origin.begin()) {
            for (PlantedDump dump : PlantedDump.all()) {
                dump.write(home, origin);
            }
        }
        face = Face.of(home, Map.of("PLANTED_SECRET", PLANTED + "-of-the-environment"));
    }

    @Test
    void everyEntryFailsAsItWasMeantTo() throws IOException {
        RunReport report = RunReport.in(home.resolve("report"));
        for (PlantedDump dump : PlantedDump.all()) {
            assertThat(report.errors(dump.name()))
                    .as(dump.name())
                    .anySatisfy(error -> assertThat(error).isEqualTo(dump.error()));
        }
    }

    @Test
    void nothingPlantedIsPrinted() {
        assertThat(face.output()).contains("could not be verified").doesNotContainIgnoringCase(PLANTED);
    }

    @Test
    void nothingPlantedIsInTheReport() throws IOException {
        List<String> leaking = new ArrayList<>();
        int files = 0;
        try (Stream<Path> report =
                Stream.concat(Files.walk(home.resolve("report")), Files.walk(home.resolve("history")))) {
            for (Path file : (Iterable<Path>) report.filter(Files::isRegularFile)::iterator) {
                files++;
                String text =
                        Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
                if (text.contains(PLANTED)) {
                    int at = text.indexOf(PLANTED);
                    leaking.add(file + ": " + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 40)));
                }
            }
        }
        assertThat(files).isGreaterThan(10);
        assertThat(leaking).isEmpty();
    }
}
