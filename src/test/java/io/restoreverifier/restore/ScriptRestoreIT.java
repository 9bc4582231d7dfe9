package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.FindingCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes back of a script, by psql or by our own reader, is what pg_restore brings back of the same database in custom
 * format: pg_dump writes the same text of all of them, byte for byte.
 */
class ScriptRestoreIT {
    private static final String IMAGE = System.getProperty("restore.postgres-image", "postgres:15");
    private static final Path SCRIPT = Path.of("src/test/resources/restore/every-kind.sql");
    private static final List<String> ROLES = List.of("app", "reader");

    @TempDir
    static Path folder;

    private static DumpingServer origin;
    private static OneRestore expected;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        origin = DumpingServer.begin(IMAGE, "app", "reader");
        origin.database("broken", "encoding UTF8", SCRIPT);
        origin.database(
                "every",
                "encoding UTF8",
                Files.writeString(folder.resolve("every.sql"), Files.readString(SCRIPT) + """
                        drop language tiny;
                        alter table public.customers no force row level security;
                        """));
        expected = OneRestore.byTool(folder, IMAGE, origin.dump("every"), ROLES);
        assertThat(expected.text()).endsWith("status 0").hasSizeGreaterThan(1000);
        assertThat(expected.findings()).isEmpty();
    }

    @AfterAll
    static void end() {
        origin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--verbose",
                "--inserts",
                "--column-inserts --rows-per-insert=100",
                "--load-via-partition-root",
                "--disable-triggers --quote-all-identifiers",
                "--create",
                "--clean",
                "--clean --if-exists --create"
            })
    void everyKindOfObjectComesBackTheSameByOurOwnReader(String options) throws IOException, InterruptedException {
        same(OneRestore.own(folder, IMAGE, dump(options), OneRestore.LIMIT, ROLES), options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--inserts", "--clean --create"})
    void everyKindOfObjectComesBackTheSameByPsql(String options) throws IOException, InterruptedException {
        OneRestore plain = OneRestore.byPsql(folder, IMAGE, dump(options), ROLES);

        same(plain, options);
        assertThat(plain.notes())
                .anyMatch(note -> note.startsWith(
                        options.contains("clean")
                                ? "restored by Restore Verifier's own reader: the script makes its database"
                                : "restored by psql (PostgreSQL) "));
    }

    @Test
    void gzipIsUncompressedByTheSandbox() throws IOException, InterruptedException {
        ByteArrayOutputStream wrapped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(wrapped)) {
            gzip.write(dump(""));
        }
        OneRestore plain = OneRestore.byPsql(folder, IMAGE, wrapped.toByteArray(), ROLES);

        same(plain, "gzip");
        assertThat(plain.notes()).anyMatch(note -> note.startsWith("restored by psql (PostgreSQL) "));
    }

    /** A database that does not come back whole, in the same words. */
    @Test
    void whatDoesNotComeBackIsToldAsOfACustomDump() throws IOException, InterruptedException {
        OneRestore custom = OneRestore.byTool(folder, IMAGE, origin.dump("broken"), ROLES);
        OneRestore plain = OneRestore.byPsql(folder, IMAGE, origin.dump("broken", "--format=plain"), ROLES);

        assertThat(plain.said()).isNotEmpty().containsExactlyInAnyOrderElementsOf(custom.said());
        assertThat(plain.text()).isEqualTo(custom.text());
        assertThat(plain.notes())
                .anyMatch(note -> note.matches("restored by .* own reader, after psql .* stopped before the end"));
    }

    /** psql stops at the first role; all of them are told, as pg_restore tells them. */
    @Test
    void missingRolesAreToldAsOfACustomDump() throws IOException, InterruptedException {
        OneRestore custom = OneRestore.byTool(folder, IMAGE, origin.dump("every"), List.of());

        for (OneRestore plain : List.of(
                OneRestore.byPsql(folder, IMAGE, dump(""), List.of()),
                OneRestore.own(folder, IMAGE, dump(""), OneRestore.LIMIT, List.of()))) {
            assertThat(plain.said()).isEqualTo(custom.said()).first().asString().startsWith("ROLE_MISSING ");
        }
    }

    /** Rows that break a constraint are an error of the script; no row of it is shown. */
    @Test
    void anErrorOfTheScriptIsAFinding() throws IOException, InterruptedException {
        String script = new String(dump(""), StandardCharsets.UTF_8);
        byte[] broken = script.replaceFirst("\n1\t", "\nplanted-token\t").getBytes(StandardCharsets.UTF_8);

        for (OneRestore plain : List.of(
                OneRestore.byPsql(folder, IMAGE, broken, ROLES),
                OneRestore.own(folder, IMAGE, broken, OneRestore.LIMIT, ROLES))) {
            assertThat(plain.findings())
                    .isNotEmpty()
                    .allSatisfy(f -> assertThat(f.code()).isEqualTo(FindingCode.RESTORE_ERRORS));
            assertThat(plain.findings().toString() + plain.notes()).doesNotContain("planted-token");
        }
    }

    private static byte[] dump(String options) throws IOException, InterruptedException {
        return origin.dump("every", ("--format=plain " + options).strip().split(" "));
    }

    private static void same(OneRestore plain, String what) {
        assertThat(plain.findings()).as("%s: findings", what).isEmpty();
        assertThat(plain.text()).as("%s: pg_dump's text", what).isEqualTo(expected.text());
    }
}
