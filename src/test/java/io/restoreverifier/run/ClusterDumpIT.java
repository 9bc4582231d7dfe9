package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static io.restoreverifier.run.OneEntry.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.DumpingServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real pg_dumpall has written of several databases, good and broken, through a whole verification. */
class ClusterDumpIT {
    private static final String SCHEMA = """
            create table customers (id int primary key, name text not null, created_at timestamptz not null);
            insert into customers select i, 'Customer ' || i, '2026-11-21 05:00Z' from generate_series(1, 300) i;
            alter table customers owner to app;
            create view few as select * from customers where id < 10;
            """;
    private static final String CHECKS = """
            checks:
              tables: [customers]
              databases:
                notes: {tables: [notes], rows: {notes: {min: 3}}}
            """;

    @TempDir
    static Path shared;

    private static OneEntry entry;
    private static String script;

    @BeforeAll
    static void dump() throws Exception {
        Path shop = Files.writeString(shared.resolve("shop.sql"), SCHEMA);
        Path notes = Files.writeString(
                shared.resolve("notes.sql"),
                "create table notes (id int primary key, note text);\\ninsert into notes values (1, 'pl4nted'), (2, 'b'), (3, null);\\n"
                        .replace("\\n", "\n"));
        try (DumpingServer server = DumpingServer.begin("postgres:15", "app")) {
            server.run("psql -h /tmp/o -X -q -d postgres -c \"alter role app login password 's3cret-pl4nted'\"");
            server.database("shop", "owner app", shop);
            server.database("notes", "", notes);
            server.database("nothing", "", Files.writeString(shared.resolve("empty.sql"), ""));
            script = server.run("pg_dumpall -h /tmp/o -U postgres");
        }
        entry = new OneEntry(shared);
    }

    @AfterAll
    static void end() {
        entry.close();
    }

    @Test
    void globalsAndEveryDatabaseComeBack() throws Exception {
        Outcome outcome = verify(bytes(script), CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes()).contains("databases: shop, notes");
        assertThat(result(outcome, "row-exact", "").found()).startsWith("1 tables with 300 rows");
        assertThat(result(outcome, "row-exact", "notes").found()).startsWith("1 tables with 3 rows");
        assertThat(result(outcome, "rows", "notes: notes").found()).isEqualTo("3");
        assertThat(result(outcome, "objects", "owners").status()).isEqualTo(Status.PASSED);
        assertThat(outcome.toString()).doesNotContain("pl4nted", "SCRAM-SHA-256");
    }

    @Test
    void aWrappedOneComesBackAndItsDamageIsSeen() throws Exception {
        byte[] gzip = Tarball.gzip(bytes(script));

        assertThat(errors(verify(gzip, CHECKS))).isEmpty();
        assertThat(errors(verify(Arrays.copyOf(gzip, gzip.length - 20), "")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: ");
        gzip[gzip.length / 2] ^= 1;
        assertThat(errors(verify(gzip, ""))).singleElement().asString().startsWith("ARTIFACT_CORRUPT: ");
    }

    @Test
    void aScriptThatBreaksOffIsIncomplete() throws Exception {
        for (int cut : List.of(script.length() / 2, script.indexOf("-- PostgreSQL database cluster dump complete"))) {
            assertThat(errors(verify(bytes(script.substring(0, cut)), "")))
                    .as("at " + cut)
                    .singleElement()
                    .asString()
                    .startsWith("ARTIFACT_INCOMPLETE: ");
        }
    }

    @Test
    void theDatabaseThatIsMeantIsNamed() throws Exception {
        Outcome outcome = entry.laying("all.sql", bytes(script))
                .verify("*.sql", "{postgresql: {database: notes}}", "checks: {tables: [notes]}\n");

        assertThat(errors(outcome)).isEmpty();
        assertThat(result(outcome, "row-exact", "").found()).startsWith("1 tables with 3 rows");
        assertThat(result(outcome, "row-exact", "shop").found()).startsWith("1 tables with 300 rows");
        assertThat(errors(entry.verify("*.sql", "{postgresql: {database: crm}}", "")))
                .contains("WRONG_SYSTEM: the dump has no database crm with a table");
        assertThat(errors(entry.verify("*.sql", "{postgresql: {}}", "checks: {databases: {crm: {tables: [x]}}}\n")))
                .contains("WRONG_SYSTEM: no database crm with a table came back");
    }

    @Test
    void whatIsWrongInOneOfTheOthersIsToldWithItsName() throws Exception {
        String broken = script.replace("1\tpl4nted\n", "x\tpl4nted\n");
        Outcome outcome = verify(bytes(broken), CHECKS);

        assertThat(broken).isNotEqualTo(script);
        assertThat(errors(outcome))
                .anyMatch(e -> e.startsWith("RESTORE_ERRORS: "))
                .anyMatch(e -> e.startsWith("ROWS_DIFFER: database notes: table notes"))
                .contains("ROWS_TOO_FEW: database notes: table notes has 0 rows, expected at least 3");
        assertThat(outcome.toString()).doesNotContain("pl4nted");
    }

    @Test
    void aRoleThatIsMissingIsMissed() throws Exception {
        String without = script.replaceAll("(?m)^(CREATE|ALTER) ROLE app\\b.*$", "");

        assertThat(errors(verify(bytes(without), ""))).anyMatch(e -> e.startsWith("ROLE_MISSING: "));
    }

    @Test
    void whatActsOutsideIsRefused() throws Exception {
        String hostile = script.replace("\\connect shop\n", "\\connect shop\n\\! touch /tmp/x\n");

        assertThat(errors(verify(bytes(hostile), "")))
                .singleElement()
                .asString()
                .startsWith("UNSAFE_ENTRY: ");
    }

    private static Outcome verify(byte[] artifact, String lines) throws Exception {
        return entry.laying("all.sql", artifact).verify("*.sql", "{postgresql: {}}", lines);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
