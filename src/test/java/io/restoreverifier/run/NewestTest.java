package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    void whatIsNoDumpOrIsGoneTellsNone() {
        assertThat(newest(SmallPlans.source()).database()).isEmpty();
        assertThat(newest(SmallPlans.source().forgetting("code")).database()).isEmpty();
        assertThat(newest(new InMemorySource()).found()).isFalse();
    }

    private Newest newest(InMemorySource source) {
        return Newest.of(SmallPlans.files("a", source, Duration.ofMinutes(1)), SmallPlans.NOW, true, folder);
    }
}
