package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What our own reader restores is what pg_restore restores: pg_dump writes the same text of both databases, byte for byte.
 * {@code -Drestore.postgres-image} names another image of PostgreSQL to try it with.
 */
class OwnReaderIT {
    private static final String IMAGE = System.getProperty("restore.postgres-image", "postgres:15");
    private static final Path SCRIPTS = Path.of("src/test/resources");
    private static final List<String> ROLES = List.of("app", "reader");

    @TempDir
    static Path folder;

    private static DumpingServer origin;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        origin = DumpingServer.begin(IMAGE, "app", "reader");
        origin.database("every", "encoding UTF8", SCRIPTS.resolve("restore/every-kind.sql"));
    }

    @AfterAll
    static void end() {
        origin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--compress=0",
                "--inserts",
                "--column-inserts --rows-per-insert=100",
                "--data-only --table=tools.parent",
                "--load-via-partition-root",
                "--no-owner --no-privileges",
                "--section=pre-data --section=data"
            })
    void everyKindOfObjectComesBackTheSame(String options) throws IOException, InterruptedException {
        byte[] dump = origin.dump("every", options.isEmpty() ? new String[0] : options.split(" "));

        same(RestoredTwice.of(folder, IMAGE, dump, ROLES), options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261119T021500Z", "20261120T021500Z", "20261121T021500Z"})
    void theSampleCompanyComesBackTheSame(String time) throws IOException {
        byte[] dump = Files.readAllBytes(Path.of("fixtures/backups/customers/customers-" + time + ".dump"));

        same(RestoredTwice.of(folder, IMAGE, dump, List.of("billing_app", "billing_ro")), time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample.dump", "sample-pipe.dump", "sample-uncompressed.dump"})
    void theSmallSamplesComeBackTheSame(String name) throws IOException {
        same(RestoredTwice.of(folder, IMAGE, Files.readAllBytes(SCRIPTS.resolve("inspect/" + name)), List.of()), name);
    }

    /** The same errors are told, and the same of it comes back, when roles are missing. */
    @Test
    void missingRolesAreToldTheSame() throws IOException, InterruptedException {
        RestoredTwice restored = RestoredTwice.of(folder, IMAGE, origin.dump("every"), List.of("app"));

        assertThat(restored.own().said()).isEqualTo(restored.tool().said()).isNotEmpty();
        assertThat(restored.own().text()).isEqualTo(restored.tool().text());
    }

    private static void same(RestoredTwice restored, String what) {
        assertThat(restored.tool().text())
                .as("%s: pg_dump's status", what)
                .endsWith("status 0")
                .hasSizeGreaterThan(20);
        assertThat(restored.own().said())
                .as("%s: findings", what)
                .isEqualTo(restored.tool().said());
        assertThat(restored.own().text())
                .as("%s: pg_dump's text", what)
                .isEqualTo(restored.tool().text());
    }
}
