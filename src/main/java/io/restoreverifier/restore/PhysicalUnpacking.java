package io.restoreverifier.restore;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.TarRelay;
import io.restoreverifier.dump.PhysicalEntries;
import io.restoreverifier.model.PhysicalBackup;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Unpacks a physical backup into a sandbox: this process reads and uncompresses it, and gives each file its place.
 */
final class PhysicalUnpacking {
    private static final Pattern IN_TABLESPACE = Pattern.compile("pg_tblspc/(\\d{1,10})/(.+)");
    private static final Pattern TABLESPACE_PIECE = Pattern.compile("(\\d{1,10})\\.tar.*");

    private final Sandbox sandbox;
    private final RestoreRequest request;
    private final PhysicalStep step;
    private final PhysicalBackup backup;

    PhysicalUnpacking(Sandbox sandbox, RestoreRequest request, PhysicalStep step) {
        this.sandbox = sandbox;
        this.request = request;
        this.step = step;
        this.backup = step.backup();
    }

    /** @throws io.restoreverifier.model.CannotTell when the sandbox cannot take it */
    void run() {
        SandboxTar.unpack(sandbox, request.limit(), this::pass);
    }

    private void pass(TarRelay relay) throws IOException {
        if (!step.prefix().isEmpty()) {
            relay.folder(step.prefix().replaceFirst("/$", ""));
        }
        relay.folder(step.prefix() + PhysicalCluster.NAME);
        relay.folder(step.prefix() + PhysicalCluster.NAME + "/pg_wal");
        PhysicalEntries entries =
                new PhysicalEntries(Limits.READ_THROUGH, step.artifact().bytes(), new Placing(relay));
        new ArchiveReader(Limits.READ_THROUGH, request.progress())
                .read(step.artifact().file(), step.format(), entries);
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
        return inside(piece, path).map(place -> step.prefix() + place);
    }

    private Optional<String> inside(String piece, String path) {
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
