package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps our own reader from telling, dumps that the pg_restore at hand does not read, and other encodings than UTF-8. */
class OwnReaderTroubleIT {
    private static final String IMAGE = "postgres:15";
    /** As pg_dump writes a view that has rows. */
    private static final String POPULATED = "update pg_class set relispopulated = true where relname = 'v';";

    @TempDir
    static Path folder;

    private static DumpingServer origin;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        origin = DumpingServer.begin(IMAGE);
    }

    @AfterAll
    static void end() {
        origin.close();
    }

    @Test
    void aStatementWithoutEndIsBrokenOffAtTheLimit() throws IOException, InterruptedException {
        byte[] dump =
                dump("slow", "create materialized view v as select pg_sleep(600)::text with no data;" + POPULATED);

        assertThatThrownBy(() -> OneRestore.own(folder, IMAGE, dump, Duration.ofSeconds(5)))
                .asInstanceOf(throwable(CannotTell.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FindingCode.TIMED_OUT))
                .hasMessage("the restore did not end within 5 s");
    }

    @Test
    void anInterruptedRestoreEndsAtOnce() throws IOException, InterruptedException {
        byte[] dump =
                dump("asleep", "create materialized view v as select pg_sleep(600)::text with no data;" + POPULATED);
        Thread restoring = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            try {
                Thread.sleep(20_000);
                restoring.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        interrupter.start();
        try {
            assertThatThrownBy(() -> OneRestore.own(folder, IMAGE, dump, Duration.ofMinutes(2)))
                    .asInstanceOf(throwable(CannotTell.class))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(FindingCode.INTERRUPTED));
        } finally {
            interrupter.interrupt();
            interrupter.join();
            Thread.interrupted();
        }
    }

    @Test
    void aLostConnectionIsNotKnowing() throws IOException, InterruptedException {
        byte[] dump = dump(
                "lost",
                "create materialized view v as select pg_terminate_backend(pg_backend_pid()) with no data;"
                        + POPULATED);

        assertThatThrownBy(() -> OneRestore.own(folder, IMAGE, dump, Duration.ofMinutes(2)))
                .asInstanceOf(throwable(CannotTell.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FindingCode.TOOL_FAILED))
                .hasMessageStartingWith("Restore Verifier's own reader lost the server: ");
    }

    /** Names, comments and rows; COPY and INSERT. */
    @Test
    void databasesOfOtherEncodingsComeBackTheSame() throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("latin.sql"),
                "set client_encoding = 'UTF8'; create table \"grün\" (\"straße\" text); comment on table \"grün\" is 'à';"
                        + " insert into \"grün\" values ('öäü ß'), (E'\\\\ ;''');",
                StandardCharsets.UTF_8);
        for (String encoding : List.of("LATIN1", "WIN1252", "EUC_JP", "SQL_ASCII")) {
            String name = encoding.toLowerCase(java.util.Locale.ROOT);
            if (encoding.equals("EUC_JP")) {
                Files.writeString(
                        script,
                        "set client_encoding = 'UTF8'; create table t (a text); insert into t values ('日本語 ; \\');");
            }
            origin.database(name, "encoding " + encoding + " locale \"C\"", script);
            for (String options : List.of("--compress=6", "--inserts", "--encoding=UTF8")) {
                if (encoding.equals("SQL_ASCII") && options.equals("--encoding=UTF8")) {
                    continue;
                }
                RestoredTwice restored = RestoredTwice.of(folder, IMAGE, origin.dump(name, options), List.of());

                assertThat(restored.tool().text()).as(name + options).endsWith("status 0");
                assertThat(restored.own().said())
                        .as(name + options)
                        .isEqualTo(restored.tool().said())
                        .isEmpty();
                assertThat(restored.own().text())
                        .as(name + options)
                        .isEqualTo(restored.tool().text());
            }
        }
    }

    /** Newer archive versions and lz4, which pg_restore 15 does not read: the same database comes back. */
    @ParameterizedTest
    @ValueSource(strings = {"sample-17-lz4.dump", "sample-18.dump"})
    void dumpsOfNewerToolsComeBackAsTheOldOneDoes(String name) throws IOException {
        OneRestore restored = OneRestore.own(folder, IMAGE, sample(name), OneRestore.LIMIT);

        assertThat(restored.findings()).isEmpty();
        assertThat(restored.text())
                .isEqualTo(OneRestore.byTool(folder, IMAGE, sample("sample.dump"), List.of())
                        .text());
    }

    private static byte[] sample(String name) throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/inspect", name));
    }

    private static byte[] dump(String name, String sql) throws IOException, InterruptedException {
        origin.database(name, "", Files.writeString(folder.resolve(name + ".sql"), sql));
        return origin.dump(name);
    }
}
