package io.restoreverifier.restore;

import io.restoreverifier.archive.TarRelay;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Files on their way into a sandbox: this process passes them through a pipe to a {@code tar} of the sandbox, which runs as its
 * unprivileged user. They lie on no disk twice, and no image needs a decompressor.
 */
final class SandboxTar {
    private SandboxTar() {}

    /** Whoever passes files on. */
    @FunctionalInterface
    interface Filler {
        void pass(TarRelay relay) throws IOException;
    }

    /**
     * Unpacks into the data folder of a sandbox.
     *
     * @throws CannotTell when the sandbox cannot take it
     */
    static void unpack(Sandbox sandbox, Duration limit, Filler filler) {
        AtomicReference<String> last = new AtomicReference<>("");
        int status;
        try (SandboxPipe pipe = SandboxPipe.in(sandbox, "backup.tar")) {
            Command tar = Command.of(limit, "tar", "-x", "-f", pipe.inside(), "-C", sandbox.dataFolder());
            status = pipe.run(() -> sandbox.run(tar, (stream, text) -> last.set(text)), to -> pass(filler, to));
        } catch (IOException e) {
            throw new UncheckedIOException("the backup was read to its end before", e);
        }
        if (status != 0) {
            throw sandbox.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "tar in " + sandbox.info().equipment() + " ended with status " + status + ": " + last.get(),
                            "name an image that has tar under `restore: {postgresql: {image: ...}}`"));
        }
    }

    private static void pass(Filler filler, Path pipe) throws IOException {
        try (TarRelay relay = new TarRelay(Files.newOutputStream(pipe, StandardOpenOption.WRITE))) {
            filler.pass(relay);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
