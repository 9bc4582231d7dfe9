package io.restoreverifier.restore;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.TarRelay;
import io.restoreverifier.dump.PhysicalEntries;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.PhysicalBackup;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Unpacks a physical backup into a sandbox: this process reads and uncompresses it, gives each file its place, and passes all
 * of them through a pipe to a {@code tar} of the sandbox, which runs as its unprivileged user. Nothing lies on a disk twice.
 */
final class PhysicalUnpacking {
    private static final Pattern IN_TABLESPACE = Pattern.compile("pg_tblspc/(\\d{1,10})/(.+)");
    private static final Pattern TABLESPACE_PIECE = Pattern.compile("(\\d{1,10})\\.tar.*");

    private final Sandbox sandbox;
    private final RestoreRequest request;
    private final PhysicalBackup backup;

    PhysicalUnpacking(Sandbox sandbox, RestoreRequest request, PhysicalBackup backup) {
        this.sandbox = sandbox;
        this.request = request;
        this.backup = backup;
    }

    /** @throws CannotTell when the sandbox cannot take it */
    void run() {
        ArrayDeque<String> said = new ArrayDeque<>();
        int status;
        try (SandboxPipe pipe = SandboxPipe.in(sandbox, "backup.tar")) {
            Command tar = Command.of(request.limit(), "tar", "-x", "-f", pipe.inside(), "-C", sandbox.dataFolder());
            status = pipe.run(() -> sandbox.run(tar, (stream, text) -> said.add(text)), this::pass);
        } catch (IOException e) {
            throw new UncheckedIOException("the backup was read to its end before", e);
        }
        if (status != 0) {
            throw sandbox.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "tar in " + sandbox.info().equipment() + " ended with status " + status + ": "
                                    + said.peekLast(),
                            "name an image that has tar under `restore: {postgresql: {image: ...}}`"));
        }
    }

    private void pass(Path pipe) throws IOException {
        try (TarRelay relay = new TarRelay(Files.newOutputStream(pipe, StandardOpenOption.WRITE))) {
            relay.folder(PhysicalCluster.NAME);
            relay.folder(PhysicalCluster.NAME + "/pg_wal");
            PhysicalEntries entries = new PhysicalEntries(Limits.READ_THROUGH, new Placing(relay));
            new ArchiveReader(Limits.READ_THROUGH, request.progress())
                    .read(request.artifact().file(), request.inspection().format(), entries);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Gives each file its place in the sandbox; what belongs to no backup gets none. */
    private final class Placing implements PhysicalEntries.Visitor {
        private final TarRelay relay;

        Placing(TarRelay relay) {
            this.relay = relay;
        }

        @Override
        public void file(String piece, String path, Entry entry, InputStream data) throws IOException {
            Optional<String> place = place(piece, path);
            if (place.isPresent()) {
                relay.file(place.get(), entry.bytes(), data);
            }
        }

        @Override
        public void folder(String piece, String path) {
            place(piece, path).ifPresent(relay::folder);
        }
    }

    private Optional<String> place(String piece, String path) {
        if (backup.isPacked()) {
            return piece.isEmpty() ? beside(path) : packed(piece, path);
        }
        return piece.isEmpty() && path.startsWith(backup.folder())
                ? Optional.of(inCluster(path.substring(backup.folder().length())))
                : Optional.empty();
    }

    private Optional<String> beside(String path) {
        return path.equals(backup.folder() + "backup_manifest")
                ? Optional.of(PhysicalCluster.NAME + "/backup_manifest")
                : Optional.empty();
    }

    private Optional<String> packed(String piece, String path) {
        if (!piece.startsWith(backup.folder())) {
            return Optional.empty();
        }
        String name = piece.substring(backup.folder().length());
        Matcher tablespace = TABLESPACE_PIECE.matcher(name);
        if (name.equals(backup.base())) {
            return Optional.of(inCluster(path));
        }
        if (name.startsWith("pg_wal.tar")) {
            return Optional.of(PhysicalCluster.NAME + "/pg_wal/" + path);
        }
        return tablespace.matches()
                ? Optional.of(PhysicalCluster.TABLESPACES + "/" + tablespace.group(1) + "/" + path)
                : Optional.empty();
    }

    /** Tablespaces lie beside the cluster, as in production. */
    private static String inCluster(String path) {
        Matcher tablespace = IN_TABLESPACE.matcher(path);
        return tablespace.matches()
                ? PhysicalCluster.TABLESPACES + "/" + tablespace.group(1) + "/" + tablespace.group(2)
                : PhysicalCluster.NAME + "/" + path;
    }
}
