package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pg_dump of PostgreSQL 17 compressed by itself comes back the same by its pg_restore and by our own reader. */
class CompressedDumpIT {
    private static final String IMAGE = "postgres:17";
    private static final Path SCRIPT = Path.of("src/test/resources/restore/every-kind.sql");
    private static final List<String> ROLES = List.of("app", "reader");

    @TempDir
    static Path folder;

    private static DumpingServer origin;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        origin = DumpingServer.begin(IMAGE, "app", "reader");
        origin.database(
                "every",
                "encoding UTF8",
                Files.writeString(folder.resolve("every.sql"), Files.readString(SCRIPT) + """
                        drop language tiny;
                        alter table public.customers no force row level security;
                        """));
    }

    @AfterAll
    static void end() {
        origin.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip:9", "lz4", "zstd", "zstd:level=19"})
    void customDumpComesBackTheSame(String compress) throws IOException, InterruptedException {
        byte[] dump = origin.dump("every", "--compress=" + compress);

        RestoredTwice restored = RestoredTwice.of(folder, IMAGE, dump, ROLES);

        assertThat(restored.tool().findings()).isEmpty();
        assertThat(restored.own().findings()).isEmpty();
        assertThat(restored.tool().text()).endsWith("status 0").hasSizeGreaterThan(1000);
        assertThat(restored.own().text()).isEqualTo(restored.tool().text());
    }

    /** Tar format goes the same way, by pg_restore alone. */
    @ParameterizedTest
    @ValueSource(strings = {"--format=tar", "--format=tar --inserts"})
    void tarFormatComesBackTheSame(String options) throws IOException, InterruptedException {
        OneRestore custom = OneRestore.byTool(folder, IMAGE, origin.dump("every"), ROLES);
        OneRestore tar = OneRestore.byTool(folder, IMAGE, origin.dump("every", options.split(" ")), ROLES);

        assertThat(tar.findings()).isEmpty();
        assertThat(tar.text()).isEqualTo(custom.text());
    }

    /** A plain script of 17, too: it sets what older servers do not know, and groups large objects. */
    @ParameterizedTest
    @ValueSource(strings = {"--format=plain", "--format=plain --inserts --create"})
    void scriptComesBackTheSame(String options) throws IOException, InterruptedException {
        byte[] script = origin.dump("every", options.split(" "));

        OneRestore custom = OneRestore.byTool(folder, IMAGE, origin.dump("every"), ROLES);
        OneRestore plain = OneRestore.byPsql(folder, IMAGE, script, ROLES);
        OneRestore own = OneRestore.own(folder, IMAGE, script, OneRestore.LIMIT, ROLES);

        assertThat(plain.findings()).isEmpty();
        assertThat(own.findings()).isEmpty();
        assertThat(plain.text()).isEqualTo(custom.text());
        assertThat(own.text()).isEqualTo(custom.text());
    }
}
