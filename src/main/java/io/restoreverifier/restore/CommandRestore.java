package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredEngine;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One restore by commands: what serves is begun and awaited, then the artifact is brought in, then the engine is asked again. */
final class CommandRestore {
    private static final Duration EACH = Duration.ofSeconds(30);
    private static final String PIPE = "artifact";

    private final Sandbox sandbox;
    private final CommandSettings settings;
    private final RestoreRequest request;
    private final String artifact;

    /** @param artifact where commands see it, when it is a file or a folder */
    CommandRestore(Sandbox sandbox, CommandSettings settings, RestoreRequest request, String artifact) {
        this.sandbox = sandbox;
        this.settings = settings;
        this.request = request;
        this.artifact = artifact;
    }

    Restoration run() {
        boolean stream = settings.form() == CommandSettings.ArtifactForm.STREAM;
        EngineShell shell = new EngineShell(
                sandbox, settings.environment(), stream ? sandbox.sharedInside() + "/" + PIPE : artifact);
        settings.start().ifPresent(start -> begin(shell, start));
        RestoredEngine.Answer ended = stream ? streamed(shell) : shell.run(settings.run(), request.limit());
        throwIfExhausted();
        Attachment output = Attachment.text(
                "output of the restore",
                ended.errors().isEmpty() ? "(it said nothing)" : String.join("\n", ended.errors()));
        if (ended.status() != 0) {
            return new Restoration(Optional.empty(), List.of(failed(ended)), List.of(output));
        }
        if (!isReady(shell)) {
            throwIfExhausted();
            return new Restoration(Optional.empty(), List.of(notReady()), List.of(output));
        }
        return new Restoration(Optional.of(new CommandEngine(shell)), List.of(), List.of(output));
    }

    private void begin(EngineShell shell, String start) {
        shell.start(start);
        if (!isReady(shell)) {
            throwIfExhausted();
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "`start` and `ready`: the engine in " + sandbox.info().equipment() + " does not answer within "
                            + Durations.format(settings.within()) + ", before anything was restored",
                    "run both by hand in that image, as user " + settings.user()
                            + ", without network and on a read-only root");
        }
    }

    /** Out of our own copy, through its compression, into a pipe: nothing of it lies on a disk twice. */
    private RestoredEngine.Answer streamed(EngineShell shell) {
        RestoredEngine.Answer[] answer = new RestoredEngine.Answer[1];
        try (SandboxPipe pipe = SandboxPipe.in(sandbox, PIPE)) {
            pipe.run(
                    () -> {
                        answer[0] = shell.run(settings.run(), request.limit());
                        return answer[0].status();
                    },
                    to -> {
                        try (InputStream in = Unwrapped.open(
                                        request.artifact().file(), Limits.READ_THROUGH, request.progress());
                                OutputStream out = Files.newOutputStream(to, StandardOpenOption.WRITE)) {
                            in.transferTo(out);
                        }
                    });
            return answer[0];
        } catch (IOException e) {
            throw new UncheckedIOException("the artifact was read to its end before", e);
        }
    }

    private boolean isReady(EngineShell shell) {
        long end = System.nanoTime() + settings.within().toNanos();
        while (true) {
            try {
                if (shell.run(settings.ready(), EACH).status() == 0) {
                    return true;
                }
            } catch (CannotTell e) {
                if (e.code() != FindingCode.TIMED_OUT) {
                    throw e;
                }
            }
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while an engine was awaited", "", e);
        }
    }

    private void throwIfExhausted() {
        sandbox.exhaustion().ifPresent(lack -> {
            throw lack;
        });
    }

    private Finding failed(RestoredEngine.Answer ended) {
        if (ended.status() == EngineShell.NOT_FOUND) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "`run` ended with status 127: " + sandbox.info().equipment() + " has no such program",
                    "name an image that carries it under `restore: {command: {image: ...}}`");
        }
        return error(
                FindingCode.RESTORE_FAILED,
                "`run` ended with status " + ended.status() + ", expected 0",
                "its output is in the report; run it by hand with the same image");
    }

    private Finding notReady() {
        return error(
                FindingCode.RESTORE_FAILED,
                "`run` ended with status 0, and `ready` does not within " + Durations.format(settings.within())
                        + ": the engine does not answer on what came back",
                "look at the engine's log: start it by hand on what `run` has restored");
    }

    private static Finding error(FindingCode code, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, "", message, hint);
    }
}
