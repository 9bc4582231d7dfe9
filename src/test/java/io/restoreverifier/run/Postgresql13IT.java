package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.DumpingServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dumps of PostgreSQL 13, the oldest major that many still run: back into 13, and as a rehearsal of the upgrade to 17. */
class Postgresql13IT {
    private static final String CHECKS = "checks:\n  tables: [invoices]\n  rows: {invoices: {min: 1000}}\n";

    @TempDir
    static Path home;

    private static OneEntry entry;
    private static byte[] custom;
    private static byte[] plain;
    private static byte[] tar;
    private static byte[] bound;
    private static byte[] base;

    @BeforeAll
    static void dump() throws Exception {
        Path script = Files.writeString(home.resolve("script.sql"), """
                create table invoices (id serial primary key, at timestamptz not null default now(), parts int[]);
                insert into invoices (parts) select array[n, n] from generate_series(1, 1000) n;
                create view open_invoices as select id from invoices;
                """);
        // The type of its arguments has been another one since 14.
        Path old = Files.writeString(home.resolve("old.sql"), """
                create table invoices as select n as id from generate_series(1, 1000) n;
                create aggregate gathered(anyelement) (sfunc = array_append, stype = anyarray);
                """);
        try (DumpingServer server = DumpingServer.begin("postgres:13")) {
            server.database("billing", "", script);
            server.database("bound", "", old);
            custom = server.dump("billing");
            plain = server.dump("billing", "-Fp");
            tar = server.dump("billing", "-Ft");
            bound = server.dump("bound");
            server.run(
                    "pg_basebackup -h /tmp/o -U postgres --checkpoint=fast -Ft -z -D /tmp/o/base && tar -C /tmp/o/base"
                            + " -cf /tmp/o/base.tar .");
            base = server.bytes("/tmp/o/base.tar");
        }
        entry = new OneEntry(home);
    }

    @AfterAll
    static void close() {
        if (entry != null) {
            entry.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "custom, {}, 13",
        "plain, {}, 13",
        "tar, {}, 13",
        "custom, {version: 17}, 17",
        "plain, {version: 17}, 17"
    })
    void aDumpOf13ComesBack(String format, String restore, String major) throws Exception {
        byte[] dump = switch (format) {
            case "custom" -> custom;
            case "tar" -> tar;
            default -> plain;
        };

        Outcome outcome = entry.laying("billing", dump).verify("billing", "{postgresql: " + restore + "}", CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes()).anyMatch(note -> note.startsWith("restored into PostgreSQL " + major));
        assertThat(outcome.notes()
                        .contains("rehearsal of an upgrade: dumped from PostgreSQL 13, restored into PostgreSQL 17"))
                .isEqualTo(major.equals("17"));
    }

    @Test
    void whatOnly13TakesIsSaidOfTheUpgrade() throws Exception {
        entry.laying("bound", bound);

        assertThat(errors(entry.verify("bound", "{postgresql: {}}", CHECKS))).isEmpty();
        assertThat(errors(entry.verify("bound", "{postgresql: {version: 17}}", CHECKS)))
                .anySatisfy(error -> assertThat(error)
                        .startsWith("RESTORE_ERRORS: upgrade from PostgreSQL 13 to 17: function array_append"));
    }

    @Test
    void aDumpThatIsCutOffIsIncomplete() throws Exception {
        String text = new String(plain, StandardCharsets.UTF_8);
        byte[] cut = text.substring(0, text.length() / 2).getBytes(StandardCharsets.UTF_8);

        assertThat(errors(entry.laying("billing", cut).verify("billing", "{postgresql: {}}", CHECKS)))
                .anySatisfy(error -> assertThat(error).startsWith("ARTIFACT_INCOMPLETE: "));
    }

    @Test
    void aPhysicalBackupOf13ComesBackInItsMajor() throws Exception {
        Outcome outcome =
                entry.laying("base.tar", base).verify("base.tar", "{postgresql: {database: billing}}", CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes()).contains("every file was held against backup_manifest by pg_verifybackup");
    }
}
