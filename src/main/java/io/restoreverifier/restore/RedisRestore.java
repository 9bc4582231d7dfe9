package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.RestoredRedis;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One restore of Redis: its files are brought in, held by its own tools, and loaded by a server without a way in but a socket. */
final class RedisRestore {
    private static final String AHEAD = """
            mkdir -p /tmp/bin && printf '#!/bin/sh\\nexec "%s" -s "%s" "$@"\\n' "$(command -v redis-cli)" "$DATA/redis.sock" \
              >/tmp/bin/redis-cli && chmod 755 /tmp/bin/redis-cli""";

    private static final String SERVE = """
            redis-server --dir "$DATA" --dbfilename dump.rdb --appendfilename appendonly.aof --appenddirname appendonlydir \
              --appendonly %s --aof-load-truncated no --auto-aof-rewrite-percentage 0 --appendfsync no --save '' \
              --port 0 --unixsocket "$DATA/redis.sock" --daemonize no --maxmemory 0
            echo "$?" >"$DATA/ended\"""";

    /** Ends with 0 when everything is loaded, with 2 when the server has ended. */
    private static final String READY =
            "[ ! -e \"$DATA/ended\" ] || exit 2; PATH=/tmp/bin:$PATH; redis-cli info persistence | grep -q '^loading:0'";

    private final Sandbox sandbox;
    private final RestoreRequest request;
    private final EngineShell shell;

    RedisRestore(Sandbox sandbox, RestoreRequest request) {
        this.sandbox = sandbox;
        this.request = request;
        this.shell = new EngineShell(sandbox, Map.of(), "");
    }

    Restoration run() {
        RedisFiles files = new RedisFiles(sandbox, request);
        Optional<String> first = bring(files);
        if (first.isEmpty()) {
            return failed(error(
                    FindingCode.UNKNOWN_FORMAT,
                    "the archive holds no append-only files with their manifest, and no .rdb or .aof file",
                    "back up the folder that `CONFIG GET dir` names"));
        }
        if (!files.missing().isEmpty()) {
            return failed(error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "the manifest of the append-only files lists what is not there: "
                            + String.join(", ", files.missing()),
                    "copy the whole folder while no rewrite goes on"));
        }
        boolean rdb = first.get().equals(RedisFiles.RDB);
        String tool = rdb ? "redis-check-rdb" : "redis-check-aof";
        RedisCheckTool check = new RedisCheckTool();
        check.run(sandbox, tool, first.get(), request.limit());
        Optional<Finding> trouble = check.finding(tool);
        throwIfExhausted();
        return trouble.isPresent()
                ? failed(trouble.get())
                : load(rdb, rdb ? Optional.of(check.read()) : Optional.empty());
    }

    private Optional<String> bring(RedisFiles files) {
        Format format = request.inspection().format();
        if (format.isArchive()) {
            return files.ofArchive();
        }
        String name = format == Format.REDIS_RDB ? RedisFiles.RDB : RedisFiles.AOF;
        files.one(name);
        return Optional.of(name);
    }

    private Restoration load(boolean rdb, Optional<RestoredRedis.Read> read) {
        if (shell.run(AHEAD, request.limit()).status() != 0) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED, "/tmp in " + sandbox.info().equipment() + " cannot be written to", "");
        }
        shell.start(SERVE.formatted(rdb ? "no" : "yes"));
        if (!loaded()) {
            throwIfExhausted();
            return failed(error(
                    FindingCode.RESTORE_FAILED,
                    "the server ended before it had loaded everything" + reason(),
                    "load it by hand with the same image, and see what it says"));
        }
        RedisDatabase database = new RedisDatabase(shell, read, request.limit());
        return new Restoration(Optional.of(database), List.of(), List.of());
    }

    /** False when the server has ended. */
    private boolean loaded() {
        long end = System.nanoTime() + request.limit().toNanos();
        while (System.nanoTime() - end < 0) {
            int status = shell.run(READY, request.limit()).status();
            if (status == 0 || status == 2) {
                return status == 0;
            }
            throwIfExhausted();
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while Redis was loading", "", e);
            }
        }
        throw new CannotTell(
                FindingCode.TIMED_OUT,
                "Redis did not load everything within the backup's time limit",
                "give the backup more time with `timeout:`");
    }

    /** Of its log, the few words that tell what to do; names of keys may stand in the rest. */
    private String reason() {
        String log = sandbox.logTail();
        if (log.contains("module")) {
            return ": it needs a module that the image does not carry";
        }
        return log.contains("Unrecoverable error") || log.contains("Bad file format") ? ": bad file format" : "";
    }

    private void throwIfExhausted() {
        sandbox.exhaustion().ifPresent(lack -> {
            throw lack;
        });
    }

    private static Restoration failed(Finding finding) {
        return new Restoration(Optional.empty(), List.of(finding), List.of());
    }

    private static Finding error(FindingCode code, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, "", message, hint);
    }
}
