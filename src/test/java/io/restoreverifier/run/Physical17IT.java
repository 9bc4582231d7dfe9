package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.PhysicalSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is new with backups of PostgreSQL 17: a manifest of the second version, increments, triggers on whoever signs in. */
class Physical17IT {
    private static final String CHECKS = """
            checks:
              tables: [customers, invoices, old_notes]
              rows: {old_notes: {min: 2000}}
            """;

    @TempDir
    Path folder;

    private static PhysicalSource source;

    @BeforeAll
    static void begin() throws Exception {
        source = PhysicalSource.begin("postgres:17");
        source.sql("postgres", "alter system set summarize_wal = on");
        source.sql("postgres", "select pg_reload_conf()");
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void aBackupOfIncrementsComesBackCombinedAndNotAlone() throws Exception {
        String full = source.backup("-Fp --tablespace-mapping=/tmp/o/space=@/space");
        source.sql("clientarea", "insert into old_notes select n, 'pl4nted ' || n from generate_series(3001, 3500) n");
        String increment = source.backup(
                "--incremental=" + full + "/backup_manifest -Fp --tablespace-mapping=/tmp/o/space=@/space");
        String combined = "/tmp/o/combined";
        source.run("pg_combinebackup -o " + combined + " --tablespace-mapping=" + increment + "/space=" + combined
                + "-space " + full + " " + increment);
        source.run(
                "cd " + combined + " && n=$(ls pg_tblspc) && rm pg_tblspc/* && mv " + combined + "-space pg_tblspc/$n");

        Outcome outcome = verify(source.packed(combined), CHECKS.replace("2000", "2500"));
        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        source.run("cd " + increment + " && n=$(ls pg_tblspc) && rm pg_tblspc/* && mv space pg_tblspc/$n");
        assertThat(errors(verify(source.packed(increment), CHECKS)))
                .containsExactly(
                        "ARTIFACT_INCOMPLETE: it is an incremental backup, which holds only what has changed since"
                                + " another one");
    }

    @Test
    void archivesComeBackAndTheirTwinsDoNot() throws Exception {
        String tar = source.backup("-Ft -z");

        Outcome outcome = verify(source.packed(tar), CHECKS);
        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes())
                .contains("every file was held against backup_manifest by pg_verifybackup")
                .anyMatch(note -> note.startsWith("restored into PostgreSQL 17"));
        String path = source.sql("clientarea", "select pg_relation_filepath('customers')")
                .strip();
        String plain = source.copyOf(tar);
        source.run("cd " + plain + " && mkdir x && tar -xzf base.tar.gz -C x && printf XYZ | dd of=x/" + path
                + " bs=1 seek=8000 conv=notrunc 2>/dev/null && tar -C x -czf base.tar.gz . && rm -r x");
        assertThat(errors(verify(source.packed(plain), CHECKS)))
                .containsExactly("ARTIFACT_CORRUPT: pg_verifybackup: checksum mismatch for file \"" + path + "\"");
        source.run("cd " + plain + " && rm pg_wal.tar.gz");
        assertThat(errors(verify(source.packed(plain), CHECKS)))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: it holds no WAL");
    }

    /** It fires on whoever signs in, as a superuser, and keeps everybody out: also where the database says that it shall. */
    @Test
    void aTriggerOnWhoeverSignsInDoesNotFire() throws Exception {
        source.sql("postgres", "create database guarded");
        source.sql(
                "guarded",
                "create table doors as select generate_series(1, 10) as door;"
                        + " create function slam() returns event_trigger language plpgsql as"
                        + " 'begin insert into doors values (4711); raise exception ''nobody enters''; end'");
        source.sql(
                "guarded",
                "alter database guarded set event_triggers = on;"
                        + " create event trigger guard on login execute function slam();"
                        + " alter event trigger guard enable always");

        Outcome outcome = verify("{database: guarded}", source.packed(source.backup("-Ft -z")), """
                checks:
                  queries: [{name: nobody came in, sql: select count(*) from doors, expect: 10}]
                """);
        source.run("PGOPTIONS='-c event_triggers=off' dropdb -h /tmp/o -U postgres guarded");

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
    }

    private Outcome verify(byte[] artifact, String lines) throws IOException, InterruptedException {
        return verify("{}", artifact, lines);
    }

    private Outcome verify(String restore, byte[] artifact, String lines) throws IOException, InterruptedException {
        Files.write(Files.createDirectories(folder.resolve("backups")).resolve("base"), artifact);
        return OneEntry.verifyToday(folder, "base", "{postgresql: " + restore + "}", lines);
    }
}
