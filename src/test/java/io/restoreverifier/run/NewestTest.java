package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestTest {
    private static final Path DUMP = Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump");

    @TempDir
    Path folder;

    @Test
    void aDumpTellsItsDatabaseByItsFirstBytes() throws IOException {
        assertThat(Files.size(DUMP)).as("more than what is read").isGreaterThan(1 << 16);

        Newest newest = newest(new InMemorySource().with("a", SmallPlans.NOW, Files.readAllBytes(DUMP)));

        assertThat(newest.found()).isTrue();
        assertThat(newest.database()).isEqualTo("clientarea");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTableOfContentsThatIsLongerThanWhatIsReadDoesNotMatter() throws IOException {
        for (String dump : List.of("sample.dump", "sample-18-zstd.dump", "sample-tar.dump")) {
            byte[] whole =
                    Files.readAllBytes(Path.of("src/test/resources/inspect").resolve(dump));
            byte[] cut = Arrays.copyOf(whole, 1_000);

            assertThat(newest(new InMemorySource().with("a", SmallPlans.NOW, cut))
                            .database())
                    .as(dump)
                    .isEqualTo("sample");
        }
    }

    @Test
    void scriptsTellItToo() throws IOException {
        assertThat(database("--\n-- PostgreSQL database dump\n--\n\n\\connect \"Shop\"\n"))
                .isEqualTo("Shop");
        assertThat(database("--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\n"))
                .isEmpty();
        assertThat(database("-- MariaDB dump 10.19  Distrib 10.11.6-MariaDB\n--\n-- Host: localhost    Database: shop\n"
                        + "-- ---\n-- Server version\t10.11.6-MariaDB\n"))
                .isEqualTo("shop");
    }

    @Test
    void aScriptThatIsCompressedIsLookedInto() throws IOException {
        byte[] noise = new byte[1 << 17];
        new Random(1).nextBytes(noise);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("-- MySQL dump 10.13\n--\n-- Host: db2    Database: crm\n".getBytes(StandardCharsets.UTF_8));
            gzip.write(Base64.getEncoder().encode(noise));
        }
        assertThat(bytes.size()).as("more than what is read").isGreaterThan(1 << 16);

        assertThat(newest(new InMemorySource().with("a", SmallPlans.NOW, bytes.toByteArray()))
                        .database())
                .isEqualTo("crm");
    }

    private String database(String script) {
        return newest(new InMemorySource().with("a", SmallPlans.NOW, script.getBytes(StandardCharsets.UTF_8)))
                .database();
    }

    @Test
    void whatIsNoDumpOrIsGoneTellsNone() {
        assertThat(newest(SmallPlans.source()).database()).isEmpty();
        assertThat(newest(SmallPlans.source().forgetting("code")).database()).isEmpty();
        assertThat(newest(new InMemorySource()).found()).isFalse();
    }

    private Newest newest(InMemorySource source) {
        return Newest.of(SmallPlans.files("a", source, Duration.ofMinutes(1)), SmallPlans.NOW, true, folder);
    }
}
