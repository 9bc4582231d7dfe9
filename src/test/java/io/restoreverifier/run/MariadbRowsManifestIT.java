package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.MariadbSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What production wrote down of its rows is held against what came back, which is what the dump holds. */
class MariadbRowsManifestIT {
    private static final String NIGHT = "billing-20261121T020000Z";
    private static final String NEWEST = "billing-{time:yyyyMMdd'T'HHmmss'Z'}";
    private static final String CHECKS = "checks: {rows-manifest: \"" + NEWEST + ".rows\"}\n";

    @TempDir
    static Path shared;

    private static MariadbSource source;
    private static OneEntry entry;
    private static String dump;
    private static String manifest;
    private static String without;

    @BeforeAll
    static void dump() throws Exception {
        source = new MariadbSource("mariadb:10.11");
        source.execute("create table billing.places (id int primary key, at point, doc json, day date, span time(3),"
                + " rate float, kind enum('a','b'), bytes varbinary(9), twice int generated always as (id * 2) stored);"
                + " insert into billing.places (id, at, doc, day, span, rate, kind, bytes) values"
                + " (1, point(1, 2), '{\"a\": 1}', '2026-11-20', '10:00:00.125', 1.5, 'b', x'00ff'),"
                + " (2, null, null, null, null, null, null, null)");
        dump = text(source.dump(shared.resolve("sql"), "--hex-blob", "billing"));
        manifest = text(source.manifest("billing", shared.resolve("rows")));
        without = text(source.dump(shared.resolve("less"), "--ignore-table=billing.empty_one", "billing"));
        // mariadb-backup 10.11 itself stumbles over such a name.
        source.execute("drop table billing.`odd ``name`");
        entry = new OneEntry(shared.resolve("entry"));
    }

    @AfterAll
    static void stop() {
        if (entry != null) {
            entry.close();
        }
        source.close();
    }

    @Test
    void whatProductionHadComesBack() throws Exception {
        Outcome outcome = verify(dump, manifest);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(OneEntry.result(outcome, "rows-manifest", NIGHT + ".rows").found())
                .isEqualTo("5 tables with 3 506 rows hold the rows of the manifest");
    }

    @Test
    void whatMariadbBackupTookHoldsItToo() throws Exception {
        byte[] backup = Files.readAllBytes(source.stream(shared.resolve("xb"), "gzip"));
        String now = text(source.manifest("billing", shared.resolve("now")));
        entry.laying(NIGHT + ".xb.gz", backup).adding(NIGHT + ".rows", bytes(now));

        Outcome outcome = entry.verify(NEWEST + ".xb.gz", "{mariadb: {database: billing}}", CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(OneEntry.result(outcome, "rows-manifest", NIGHT + ".rows").found())
                .isEqualTo("4 tables with 3 504 rows hold the rows of the manifest");
    }

    /** It comes back as it was dumped, so that no other check can tell. */
    @Test
    void aValueThatIsNotProductionsIsSeen() throws Exception {
        assertThat(errors(verify(changed(dump, "'Customer 2'", "'Customer Q'"), manifest)))
                .singleElement()
                .asString()
                .matches("ROWS_DIFFER: table customers does not hold the rows of the manifest: expected 502 rows with"
                        + " digest \\d+, the newest of 2026-11-21T05:00:00.000000Z, found 502 rows with digest \\d+,"
                        + " the newest of 2026-11-21T05:00:00.000000Z");
        assertThat(errors(verify(changed(dump, ",0x00FF,", ",0x00FE,"), manifest)))
                .anySatisfy(error -> assertThat(error).startsWith("ROWS_DIFFER: table places "));
    }

    @Test
    void aTableThatWasLeftOutIsMissed() throws Exception {
        assertThat(errors(verify(without, manifest)))
                .containsExactly("TABLE_MISSING: table empty_one is in the manifest with 0 rows, and is not there");
    }

    @Test
    void aManifestThatIsNotWholeIsNoProof() throws Exception {
        String less = changed(manifest, "empty_one\t0\t0\t\n", "");
        assertThat(errors(verify(dump, less)))
                .containsExactly("ROWS_DIFFER: manifest " + NIGHT + ".rows cannot be used: it has 4 tables, and says at"
                        + " its end that there are 5");
        assertThat(errors(verify(dump, changed(less, "tables 5", "tables 4"))))
                .containsExactly("ROWS_DIFFER: table empty_one is not in manifest " + NIGHT + ".rows");
        assertThat(errors(verify(dump, changed(manifest, " mariadb\n", "\n"))))
                .containsExactly("ROWS_DIFFER: manifest " + NIGHT + ".rows cannot be used: line 1 is not"
                        + " `restore-verifier rows 1 mariadb`");
    }

    private static Outcome verify(String artifact, String rows) throws Exception {
        entry.laying(NIGHT + ".sql", bytes(artifact)).adding(NIGHT + ".rows", bytes(rows));
        Outcome outcome = entry.verify(NEWEST + ".sql", "{mariadb: {users: [\"billing@%\"]}}", CHECKS);
        assertThat(outcome.toString()).doesNotContain("Customer Q", "example.org");
        return outcome;
    }

    private static String changed(String text, String from, String to) {
        String other = text.replace(from, to);
        assertThat(other).isNotEqualTo(text);
        return other;
    }

    private static String text(Path file) throws Exception {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
