package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static io.restoreverifier.run.OneEntry.result;
import static io.restoreverifier.run.OneEntry.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.RedisSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore by commands of the catalog's, tried on Redis as if nobody knew it, through a whole verification. */
class CommandIT {
    private static final String SERVER = "redis-server --dir . --port 0 --unixsocket $DATA/sock --save ''";
    private static final String READY = "redis-cli -s $DATA/sock ping | grep -q PONG";
    private static final String CHECKS = """
            checks:
              identity: {run: "redis-cli -s $DATA/sock get identity", expect: fremont-1}
              commands:
                - {name: there are sessions, run: "redis-cli -s $DATA/sock dbsize", expect: ">= 500"}
                - {name: the queue is there, run: "redis-cli -s $DATA/sock exists queue:mail | grep -q 1"}
            """;

    /** Puts a file into the place of the server's before it begins. */
    private static final String COPY = "{command: {image: \"redis:7\", user: redis, ready: \"" + READY
            + "\", within: 20s, run: \"cp $ARTIFACT dump.rdb && " + SERVER + " --daemonize yes\"}}";

    /** Sends commands to a server that is there. */
    private static final String STREAM = "{command: {image: \"redis:7\", artifact: stream, start: \"exec " + SERVER
            + "\", ready: \"" + READY + "\", run: \"redis-cli -s $DATA/sock --pipe <$ARTIFACT\"}}";

    @TempDir
    static Path shared;

    private static OneEntry entry;
    private static byte[] rdb;
    private static byte[] commands;

    @BeforeAll
    static void make() throws Exception {
        try (RedisSource source = new RedisSource("redis:7")) {
            rdb = source.rdb();
            commands = source.commands();
        }
        entry = new OneEntry(shared);
    }

    @AfterAll
    static void end() {
        entry.close();
    }

    @Test
    void aFileIsPutInPlaceAndTheEngineAsked() throws Exception {
        Outcome outcome = verify(rdb, COPY, CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.kind()).isEqualTo("database");
        assertThat(result(outcome, "commands", "there are sessions").found()).isEqualTo("506");
        assertThat(result(outcome, "identity", "").found()).isEqualTo("as expected");
        assertThat(told(outcome, Severity.INFO))
                .contains("CHECKSUM_MISSING: integrity not provable: a dump of another engine like this does not check"
                        + " itself, and no checksum is beside it");
        assertThat(outcome.toString()).doesNotContain("pl4nted");
    }

    @Test
    void aStreamComesWithoutWhatItIsCompressedWith() throws Exception {
        byte[] gzip = Tarball.gzip(commands);

        Outcome outcome = verify(gzip, STREAM, CHECKS);

        assertThat(errors(outcome)).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(errors(verify(Arrays.copyOf(gzip, gzip.length - 10), STREAM, CHECKS)))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: ");
        gzip[gzip.length / 2] ^= 1;
        assertThat(errors(verify(gzip, STREAM, CHECKS)))
                .singleElement()
                .asString()
                .startsWith("ARTIFACT_CORRUPT: ");
    }

    @Test
    void anArchiveComesAsAFolder() throws Exception {
        byte[] tar = new Tarball().file("backup/dump.rdb", rdb, 0644).gzip();
        String folder = COPY.replace("user:", "artifact: folder, user:")
                .replace("cp $ARTIFACT", "cp $ARTIFACT/backup/dump.rdb");

        assertThat(errors(verify(tar, folder, CHECKS))).isEmpty();
        assertThat(errors(verify(rdb, folder, CHECKS)))
                .containsExactly(
                        "UNKNOWN_FORMAT: expected an archive for `artifact: folder`, found a dump of another engine");
    }

    @Test
    void withoutACheckNothingIsProven() throws Exception {
        Outcome outcome = verify(rdb, COPY, "objectives: {rto: 10m}\n");

        assertThat(result(outcome, "rto", "").status()).isEqualTo(Status.PASSED);
        assertThat(errors(outcome)).containsExactly("NOTHING_CHECKED: no check was put to what was restored");
        assertThat(outcome.verdict()).isEqualTo(Verdict.COULD_NOT_VERIFY);
    }

    @Test
    void whatTheEngineRefusesFails() throws Exception {
        byte[] cut = Arrays.copyOf(rdb, rdb.length / 2);

        assertThat(errors(verify(cut, COPY.replace("within: 20s", "within: 1s"), CHECKS)))
                .containsExactly(
                        "RESTORE_FAILED: `run` ended with status 0, and `ready` does not within 1.0s: the engine"
                                + " does not answer on what came back");
        String refusing = COPY.replace("cp $ARTIFACT", "redis-check-rdb $ARTIFACT && cp $ARTIFACT");
        assertThat(errors(verify(cut, refusing, CHECKS)))
                .containsExactly("RESTORE_FAILED: `run` ended with status 1, expected 0");
    }

    @Test
    void whatTheCatalogExpectsAndIsNotSoIsToldWithoutRows() throws Exception {
        Outcome outcome = verify(
                rdb,
                COPY,
                CHECKS.replace("expect: fremont-1", "expect: hayward-2")
                                .replace(">= 500", "> 600")
                                .replace("queue:mail", "queue:none")
                        + "    - {name: a row, run: \"redis-cli -s $DATA/sock get session:7\", expect: x}\n"
                        + "    - {name: no such program, run: \"mongosh\"}\n");

        assertThat(errors(outcome))
                .containsExactlyInAnyOrder(
                        "WRONG_SYSTEM: identity: expected hayward-2, found another text of 9 characters",
                        "COMMAND_FAILED: there are sessions: expected > 600, found 506",
                        "COMMAND_FAILED: the queue is there: expected status 0, found status 1",
                        "COMMAND_FAILED: a row: expected x, found another text of 9 characters",
                        "TOOL_FAILED: no such program: the image has no such program (status 127)");
        assertThat(outcome.toString()).doesNotContain("pl4nted");
    }

    @Test
    void whatIsNotTheBackupsFaultIsNotKnown() throws Exception {
        assertThat(errors(verify(rdb, COPY.replace("cp $ARTIFACT", "mongorestore"), CHECKS)))
                .containsExactly("TOOL_FAILED: `run` ended with status 127: image redis:7 has no such program");
        String silent = STREAM.replace("exec redis-server", "exec sleep 60 #").replace("run:", "within: 1s, run:");
        assertThat(errors(verify(commands, silent, CHECKS)))
                .containsExactly(
                        "TOOL_FAILED: `start` and `ready`: the engine in image redis:7 does not answer within 1.0s,"
                                + " before anything was restored");
        assertThat(errors(verify("<html>502".getBytes(StandardCharsets.UTF_8), COPY, CHECKS)))
                .containsExactly("UNKNOWN_FORMAT: expected a backup, found an HTML page of 9 bytes");
    }

    private static Outcome verify(byte[] artifact, String restore, String lines) throws Exception {
        return entry.laying("one.bin", artifact).verify("*.bin", restore, lines);
    }
}
