package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.DumpingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample company's database in pg_dump's directory format, as a folder and in a tar, good and broken, end to end. */
class DirectoryDumpIT {
    private static final Path SAMPLE = Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump");

    @TempDir
    Path folder;

    private static DumpingServer origin;
    private static String contacts;

    @BeforeAll
    static void dump() throws Exception {
        origin = DumpingServer.begin("postgres:17", "billing_app", "billing_ro");
        origin.copy(SAMPLE, "/tmp/o/sample.dump");
        origin.run("createdb -h /tmp/o clientarea && pg_restore -h /tmp/o -d clientarea /tmp/o/sample.dump");
        origin.run("pg_dump -h /tmp/o -Fd -j 2 -f /tmp/o/dump clientarea");
        contacts = origin.run(
                        "pg_restore -l /tmp/o/dump | sed -n 's/^\\([0-9]*\\);.* TABLE DATA public contacts .*/\\1/p'")
                .strip();
    }

    @AfterAll
    static void stop() {
        origin.close();
    }

    @Test
    void theFolderComesBackWholeAndHoldsTheRowsOfTheDump() throws Exception {
        unpacked(folder.resolve("backups/newest"));

        assertWhole(verify("newest/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7z a -bd -tzip ../newest night >/dev/null && mv ../newest.zip ../backups/newest",
                "7z a -bd -t7z ../newest night >/dev/null && mv ../newest.7z ../backups/newest",
                "find night | cpio --quiet -o -H newc >../backups/newest",
                "find night | cpio --quiet -o -H newc | gzip >../backups/newest"
            })
    void anotherArchiveOfItComesBackToo(String packing) throws Exception {
        Files.createDirectories(folder.resolve("backups"));
        unpacked(folder.resolve("dump/night"));
        assertThat(new ProcessBuilder("bash", "-c", packing)
                        .directory(folder.resolve("dump").toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();

        assertWhole(verify("newest"));
    }

    private void unpacked(Path dump) throws Exception {
        Path tar = Files.write(folder.resolve("dump.tar"), packed("/tmp/o/dump", "."));
        Files.createDirectories(dump);
        assertThat(new ProcessBuilder("tar", "-xf", tar.toString(), "-C", dump.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--compress=0", "--compress=lz4", "--compress=zstd"})
    void aTarOfItComesBackHoweverItIsCompressed(String compression) throws Exception {
        origin.run("rm -rf /tmp/o/night && pg_dump -h /tmp/o -Fd " + compression + " -f /tmp/o/night clientarea");

        origin.run("cd /tmp/o && tar -czf night.tar.gz night");

        assertWhole(verify(origin.bytes("/tmp/o/night.tar.gz")));
    }

    @Test
    void aFileThatIsMissingIsNamed() throws Exception {
        assertThat(errors(broken("rm " + contacts + ".dat.gz")))
                .containsExactly("ARTIFACT_INCOMPLETE: the dump has no member for the data of table public.contacts");
        assertThat(errors(broken("rm toc.dat"))).first().asString().startsWith("UNKNOWN_FORMAT: ");
    }

    @Test
    void aFileThatIsCutOffOrFlippedIsNamed() throws Exception {
        String file = contacts + ".dat.gz";

        assertThat(errors(broken("truncate -s -100 " + file)))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: the dump is damaged in its member " + file
                        + ": its compressed data ends too early");
        assertThat(errors(broken("printf X | dd of=" + file + " bs=1 seek=500 conv=notrunc 2>/dev/null")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_CORRUPT: the dump is damaged in its member " + file + ": ");
        assertThat(errors(broken("truncate -s 3000 toc.dat")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: ");
        assertThat(errors(broken("echo more >9999.dat")))
                .containsExactly(
                        "ARTIFACT_CORRUPT: the dump is damaged in its member 9999.dat: no entry of the table of"
                                + " contents waits for it");
    }

    private static void assertWhole(Outcome outcome) {
        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.checks()).extracting(CheckResult::status).doesNotContain(Status.FAILED);
        assertThat(outcome.checks().stream()
                        .filter(c ->
                                c.check().equals("row-exact") && c.subject().isEmpty())
                        .findFirst()
                        .orElseThrow()
                        .found())
                .matches("24 tables with 79 128 rows hold the rows of the dump, digest [0-9a-f]{32}");
    }

    private Outcome broken(String script) throws IOException, InterruptedException {
        origin.run("rm -rf /tmp/o/broken && cp -a /tmp/o/dump /tmp/o/broken && cd /tmp/o/broken && " + script);
        return verify(packed("/tmp/o/broken", "."));
    }

    private static byte[] packed(String of, String what) throws IOException, InterruptedException {
        origin.run("tar -C " + of + " -cf /tmp/o/packed.tar " + what);
        return origin.bytes("/tmp/o/packed.tar");
    }

    private Outcome verify(byte[] artifact) throws IOException, InterruptedException {
        Files.write(Files.createDirectories(folder.resolve("backups")).resolve("newest"), artifact);
        return verify("newest");
    }

    private Outcome verify(String newest) throws IOException, InterruptedException {
        return OneEntry.verifyToday(
                folder,
                newest,
                "{postgresql: {roles: [billing_app, billing_ro]}}",
                "checks: {identity: {database: clientarea}}\n");
    }
}
