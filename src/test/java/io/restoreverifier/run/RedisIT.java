package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static io.restoreverifier.run.OneEntry.result;
import static io.restoreverifier.run.OneEntry.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.RedisSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real server of Redis has written, good and broken, through a whole verification. */
class RedisIT {
    private static final String CHECKS = """
            checks:
              identity: {run: redis-cli get identity, expect: fremont-1}
              keys:
                "session:*": {min: 500, type: string}
                "*": {min: 507}
              commands:
                - {name: three mails wait, run: redis-cli llen queue:mail, expect: 3}
            """;

    @TempDir
    static Path shared;

    private static OneEntry entry;
    private static byte[] rdb;
    private static byte[] base;
    private static byte[] incr;
    private static String manifest;

    @BeforeAll
    static void make() throws Exception {
        try (RedisSource source = new RedisSource("redis:7")) {
            rdb = source.rdb();
            base = source.fetch("/tmp/r/appendonlydir/appendonly.aof.1.base.rdb");
            incr = source.fetch("/tmp/r/appendonlydir/appendonly.aof.1.incr.aof");
            manifest = source.shell("cat /tmp/r/appendonlydir/appendonly.aof.manifest");
        }
        entry = new OneEntry(shared);
    }

    @AfterAll
    static void end() {
        entry.close();
    }

    @Test
    void anRdbFileComesBack() throws Exception {
        Outcome outcome = verify(rdb, CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.kind()).isEqualTo("database");
        assertThat(result(outcome, "restored-something", "").found()).isEqualTo("507 keys");
        assertThat(result(outcome, "keys-by-type", "string").found())
                .isEqualTo("502, of which 40 go by themselves at some time");
        assertThat(result(outcome, "keys-by-type", "stream").found())
                .isEqualTo("1, of which 0 go by themselves at some time");
        assertThat(result(outcome, "key-count", "").expected())
                .isEqualTo("507 keys in the file, of which 0 have expired by now and 40 go by themselves at some time");
        assertThat(told(outcome, Severity.INFO)).noneMatch(f -> f.contains("integrity not provable"));
        assertThat(outcome.toString()).doesNotContain("pl4nted", "session:1\"");
    }

    @Test
    void aCompressedOneComesBackWithNothingAskedOfIt() throws Exception {
        Outcome outcome = verify(Tarball.gzip(rdb), "");

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void appendOnlyFilesComeBackWithTheirManifest() throws Exception {
        Outcome outcome = verify(aof(manifest, base, incr), CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result(outcome, "keys-by-type", "string").found())
                .isEqualTo("502, of which 40 go by themselves at some time");
    }

    @Test
    void anAppendOnlyFileOfOlderServersComesBack() throws Exception {
        assertThat(errors(verify(incr, CHECKS))).isEmpty();
        byte[] withPreamble = Arrays.copyOf(base, base.length + incr.length);
        System.arraycopy(incr, 0, withPreamble, base.length, incr.length);
        Outcome outcome = verify(withPreamble, CHECKS);
        assertThat(errors(outcome)).isEmpty();
        assertThat(told(outcome, Severity.INFO))
                .contains("CHECKSUM_MISSING: integrity not provable: a Redis command log (AOF) like this does not check"
                        + " itself, and no checksum is beside it");
    }

    @Test
    void anRdbFileThatIsCutOffOrChangedIsTold() throws Exception {
        assertThat(errors(verify(Arrays.copyOf(rdb, rdb.length - 9), "")))
                .singleElement()
                .asString()
                .matches("ARTIFACT_INCOMPLETE: it ends after [\\d ]+ bytes without the mark of its end");
        for (int at : new int[] {8, rdb.length / 2, rdb.length - 10, rdb.length - 1}) {
            assertThat(errors(verify(flipped(rdb, at), "")))
                    .as("byte " + at)
                    .containsExactly("ARTIFACT_CORRUPT: it does not match its own checksum (CRC-64)");
        }
        assertThat(errors(verify(flipped(rdb, 0), "")))
                .singleElement()
                .asString()
                .startsWith("UNKNOWN_FORMAT: ");
    }

    @Test
    void ofAppendOnlyFilesTheirOwnToolTells() throws Exception {
        assertThat(errors(verify(aof(manifest, base, Arrays.copyOf(incr, incr.length - 5)), "")))
                .containsExactly("ARTIFACT_INCOMPLETE: redis-check-aof: Expected \\r\\n");
        byte[] broken = incr.clone();
        int at = new String(incr, StandardCharsets.ISO_8859_1).indexOf('$', incr.length / 2);
        broken[at] ^= 1;
        assertThat(errors(verify(aof(manifest, base, broken), "")))
                .containsExactly("ARTIFACT_CORRUPT: redis-check-aof: Expected prefix '$'");
        assertThat(errors(verify(aof(manifest, flipped(base, base.length / 2), incr), "")))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_CORRUPT: redis-check-aof: ");
        byte[] without = new Tarball()
                .file("redis/appendonlydir/appendonly.aof.manifest", manifest)
                .file("redis/appendonlydir/appendonly.aof.1.base.rdb", base, 0600)
                .gzip();
        assertThat(errors(verify(without, "")))
                .containsExactly("ARTIFACT_INCOMPLETE: the manifest of the append-only files lists what is not there:"
                        + " appendonly.aof.1.incr.aof");
    }

    @Test
    void aFileOfANewerServerOrOfAnotherEngineIsTold() throws Exception {
        byte[] newer = rdb.clone();
        System.arraycopy("0099".getBytes(StandardCharsets.US_ASCII), 0, newer, 5, 4);
        Arrays.fill(newer, newer.length - 8, newer.length, (byte) 0);
        assertThat(errors(verify(newer, "")))
                .containsExactly(
                        "VERSION_MISMATCH: redis-check-rdb of the image cannot read it: Can't handle RDB format"
                                + " version 99");
        byte[] custom = Files.readAllBytes(Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump"));
        assertThat(errors(verify(custom, "")))
                .containsExactly(
                        "UNKNOWN_FORMAT: expected an RDB file or append-only files of Redis, found a PostgreSQL"
                                + " custom-format dump");
    }

    @Test
    void whatTheCatalogExpectsAndIsNotSoIsTold() throws Exception {
        Outcome outcome = verify(rdb, CHECKS.replace("min: 500", "min: 501").replace("expect: 3", "expect: 4"));

        assertThat(errors(outcome))
                .containsExactlyInAnyOrder(
                        "ROWS_TOO_FEW: keys session:* (string): found 500, expected at least 501",
                        "COMMAND_FAILED: three mails wait: expected 4, found 3");
    }

    private static Outcome verify(byte[] artifact, String lines) throws Exception {
        return entry.laying("one.bin", artifact).verify("*.bin", "{redis: {}}", lines);
    }

    private static byte[] aof(String manifest, byte[] base, byte[] incr) {
        return new Tarball()
                .file("redis/appendonlydir/appendonly.aof.manifest", manifest)
                .file("redis/appendonlydir/appendonly.aof.1.base.rdb", base, 0600)
                .file("redis/appendonlydir/appendonly.aof.1.incr.aof", incr, 0600)
                .gzip();
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] ^= 1;
        return other;
    }
}
