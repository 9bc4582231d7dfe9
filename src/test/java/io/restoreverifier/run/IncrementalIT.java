package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.PhysicalSource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Incremental backups by the real pg_basebackup of PostgreSQL 17, each kept as an artifact, and broken twins of their chain. */
class IncrementalIT {
    private static final String FULL = "full-20261118T020000Z.tar";
    private static final String FIRST = "incr-20261119T020000Z.tar";
    private static final String SECOND = "incr-20261120T020000Z.tar";
    private static final String RESTORE =
            "{postgresql: {database: clientarea, incrementals: \"incr-{time:yyyyMMdd'T'HHmmss'Z'}.tar\"}}";
    private static final String CHECKS = """
            checks:
              tables: [customers, invoices]
              rows: {old_notes: {min: 2020}}
            """;

    @TempDir
    static Path shared;

    private static PhysicalSource source;
    private static OneEntry entry;
    private static byte[] full;
    private static byte[] first;
    private static byte[] second;
    private static byte[] broken;
    private static byte[] laterFull;

    @BeforeAll
    static void backUp() throws Exception {
        source = PhysicalSource.begin("postgres:17");
        source.sql("postgres", "alter system set summarize_wal = on");
        source.sql("postgres", "select pg_reload_conf()");
        String whole = source.backup("-Ft");
        source.sql("clientarea", "insert into old_notes select n, 'pl4nted ' || n from generate_series(3001, 3010) n");
        String one = source.backup("-Ft --incremental=" + whole + "/backup_manifest");
        source.sql("clientarea", "insert into old_notes select n, 'pl4nted ' || n from generate_series(3011, 3020) n");
        String two = source.backup("-Ft --incremental=" + one + "/backup_manifest");
        full = source.packed(whole);
        first = source.packed(one);
        second = source.packed(two);
        String copy = source.copyOf(one);
        source.run("cd " + copy
                + " && mkdir x && tar -xf base.tar -C x && printf XYZ | dd of=x/global/INCREMENTAL.1262 bs=1 seek=2"
                + " conv=notrunc 2>/dev/null && tar -C x -cf base.tar . && rm -r x");
        broken = source.packed(copy);
        laterFull = source.packed(source.backup("-Ft"));
        entry = new OneEntry(shared);
    }

    @AfterAll
    static void stop() {
        if (entry != null) {
            entry.close();
        }
        source.close();
    }

    @Test
    void theFullOneAndAllThatGoOnFromItComeBackAsOne() throws Exception {
        entry.laying(FULL, full).adding(FIRST, first).adding(SECOND, second);

        Outcome outcome = verify(CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes())
                .contains("incremental backups combined by pg_combinebackup: " + FIRST + ", " + SECOND);
    }

    @Test
    void theFullOneAloneComesBackAsItWas() throws Exception {
        entry.laying(FULL, full);

        assertThat(errors(verify(CHECKS.replace("2020", "2000")))).isEmpty();
        assertThat(errors(verify(CHECKS))).singleElement().asString().startsWith("ROWS_TOO_FEW: ");
    }

    @Test
    void aMissingLinkIsNamed() throws Exception {
        entry.laying(FULL, full).adding(SECOND, second);

        assertThat(errors(verify(CHECKS)))
                .singleElement()
                .asString()
                .matches("ARTIFACT_INCOMPLETE: an incremental backup is missing before " + SECOND
                        + ": it goes on from the" + " backup that starts at [0-9A-F/]+, and " + FULL
                        + " starts at [0-9A-F/]+");
    }

    @Test
    void aLinkOfAnotherChainIsNamed() throws Exception {
        entry.laying(FULL, laterFull).adding(FIRST, first);

        assertThat(errors(verify(CHECKS)))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: " + FIRST + " is of another full backup: it goes on from");
    }

    @Test
    void aFlippedByteInALinkIsSeenBeforeItIsCombined() throws Exception {
        entry.laying(FULL, full).adding(FIRST, broken).adding(SECOND, second);

        assertThat(errors(verify(CHECKS)))
                .containsExactly("ARTIFACT_CORRUPT: " + FIRST
                        + ": pg_verifybackup: checksum mismatch for file \"global/INCREMENTAL.1262\"");
    }

    @Test
    void whatIsNoLinkIsNotTaken() throws Exception {
        entry.laying(FULL, full).adding(FIRST, laterFull);
        assertThat(errors(verify(CHECKS)))
                .containsExactly("ARTIFACT_INCOMPLETE: " + FIRST + " is a full backup, expected an incremental one");
        entry.laying(FULL, first).adding(SECOND, second);
        assertThat(errors(verify(CHECKS)))
                .containsExactly("ARTIFACT_INCOMPLETE: " + FULL + " is an incremental backup, expected a full one");
    }

    private static Outcome verify(String checks) throws Exception {
        Outcome outcome = entry.verify("full-{time:yyyyMMdd'T'HHmmss'Z'}.tar", RESTORE, checks);
        assertThat(outcome.toString()).doesNotContain("pl4nted");
        return outcome;
    }
}
