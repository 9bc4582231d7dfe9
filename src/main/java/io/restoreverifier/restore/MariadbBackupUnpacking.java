package io.restoreverifier.restore;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.BulkReads;
import io.restoreverifier.archive.DamageFound;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.EntryRules;
import io.restoreverifier.archive.EntryVisitor;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Ruling;
import io.restoreverifier.archive.TarRelay;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.XbStream;
import io.restoreverifier.dump.MariadbBackupFacts;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.MariadbBackup;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Unpacks a backup of mariadb-backup into a folder of its own in the sandbox: a stream by {@code mbstream}, an archive by {@code tar}; this
 * process uncompresses it, holds it against its checksums and hears what it says of itself meanwhile. Used once.
 */
final class MariadbBackupUnpacking {
    private static final byte[] STREAM = "XBSTCK01".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_TEXT = 1 << 16;

    private final Sandbox sandbox;
    private final RestoreRequest request;
    private final FetchedArtifact artifact;
    private final String place;
    private final MariadbBackupFacts facts = new MariadbBackupFacts();
    private final List<Finding> findings = new ArrayList<>();

    /** @param place the name of the folder */
    MariadbBackupUnpacking(Sandbox sandbox, RestoreRequest request, FetchedArtifact artifact, String place) {
        this.sandbox = sandbox;
        this.request = request;
        this.artifact = artifact;
        this.place = place;
    }

    /**
     * What was unpacked.
     *
     * @param folder where it lies, as commands see it
     * @param backup empty when there is none in it
     * @param findings what is wrong with it
     */
    record Unpacked(String name, String folder, Optional<MariadbBackup> backup, List<Finding> findings) {}

    /** @throws CannotTell when the sandbox cannot take it */
    Unpacked run() {
        try {
            if (isStream()) {
                stream();
            } else {
                archive();
            }
        } catch (UncheckedIOException | CannotTell e) {
            // What breaks off leaves its last file half passed on, and that is told already.
            if (findings.isEmpty()) {
                throw e;
            }
        }
        Optional<MariadbBackup> backup = facts.backup();
        String name = artifact.artifact().name();
        if (findings.isEmpty()) {
            backup.ifPresentOrElse(
                    found -> findings.addAll(MariadbBackupGaps.missing(found, name)), () -> findings.add(none(name)));
        }
        String inside = backup.map(MariadbBackup::folder).orElse("").replaceFirst("/$", "");
        String folder = sandbox.dataFolder() + "/" + place + (inside.isEmpty() ? "" : "/" + inside);
        return new Unpacked(name, folder, backup, List.copyOf(findings));
    }

    private static Finding none(String name) {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                name,
                name + " holds no backup by mariadb-backup",
                "does the pattern match the artifacts of another backup?");
    }

    private boolean isStream() {
        try (InputStream in = Unwrapped.open(artifact.file(), Limits.READ_THROUGH, through -> {})) {
            return Arrays.equals(in.readNBytes(STREAM.length), STREAM);
        } catch (DamageFound found) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("an own copy throws nothing else", e);
        }
    }

    private void stream() {
        int status;
        List<String> said = new ArrayList<>();
        try (SandboxPipe pipe = SandboxPipe.in(sandbox, "backup.xb")) {
            Command command = Command.of(
                    request.limit(),
                    "sh",
                    "-c",
                    "mkdir -m 700 \"$1\" && exec mbstream -x -C \"$1\" <\"$2\"",
                    "sh",
                    sandbox.dataFolder() + "/" + place,
                    pipe.inside());
            status = pipe.run(() -> sandbox.run(command, (out, text) -> said.add(text)), this::pass);
        } catch (IOException e) {
            throw new UncheckedIOException("the backup was read to its end before", e);
        }
        if (status != 0) {
            throw sandbox.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "mbstream in " + sandbox.info().equipment() + " ended with status " + status
                                    + (said.isEmpty() ? "" : ": " + said.get(said.size() - 1)),
                            "name an image that has mariadb-backup under `restore: {mariadb: {image: ...}}`"));
        }
    }

    private void pass(Path pipe) throws IOException {
        try (InputStream in = Unwrapped.open(artifact.file(), Limits.READ_THROUGH, request.progress());
                OutputStream out = Files.newOutputStream(pipe, StandardOpenOption.WRITE)) {
            XbStream.read(new Passing(in, out), new Hearing());
        } catch (DamageFound found) {
            findings.add(
                    found.damage().toFinding(Stage.RESTORE, artifact.artifact().name()));
        }
    }

    private void archive() {
        SandboxTar.unpack(sandbox, request.limit(), relay -> {
            relay.folder(place);
            new ArchiveReader(Limits.READ_THROUGH, request.progress())
                    .read(artifact.file(), ArchiveReader.formatOf(artifact.file()), new Placing(relay))
                    .damages()
                    .forEach(damage -> findings.add(
                            damage.toFinding(Stage.RESTORE, artifact.artifact().name())));
        });
    }

    private void refused(String name, String reason) {
        findings.add(Finding.error(
                FindingCode.UNSAFE_ENTRY,
                Stage.RESTORE,
                name,
                "unsafe to unpack: " + reason,
                "find out who put it into the backup before anything unpacks it"));
    }

    /** Passes on what is read. */
    private static final class Passing extends BulkReads {
        private final OutputStream out;

        Passing(InputStream in, OutputStream out) {
            super(in);
            this.out = out;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            if (n > 0) {
                out.write(buffer, offset, n);
            }
            return n;
        }
    }

    /** Hears what a stream says of itself. */
    private final class Hearing implements XbStream.Visitor {
        @Override
        public void piece(String path, byte[] bytes, int length) {
            facts.bytes(path, bytes, length);
        }

        @Override
        public void end(String path, long bytes) {
            facts.file(path);
        }

        @Override
        public void refused(String name, String reason) {
            MariadbBackupUnpacking.this.refused(name, reason);
        }
    }

    /** Gives each file of an archive its place; links are none of such a backup. */
    private final class Placing implements EntryVisitor {
        private final EntryRules rules = new EntryRules(Limits.READ_THROUGH, 0);
        private final TarRelay relay;

        Placing(TarRelay relay) {
            this.relay = relay;
        }

        @Override
        public boolean visit(Entry entry, InputStream data) throws IOException {
            Ruling ruling = rules.judge(entry);
            if (ruling instanceof Ruling.Refused no) {
                refused(no.name(), no.reason());
            } else if (ruling instanceof Ruling.Allowed allowed) {
                place(allowed, entry, data);
            }
            return true;
        }

        private void place(Ruling.Allowed allowed, Entry entry, InputStream data) throws IOException {
            if (allowed.kind() == Entry.Kind.DIRECTORY) {
                relay.folder(place + "/" + allowed.path());
            } else if (allowed.kind() == Entry.Kind.FILE) {
                facts.file(allowed.path());
                InputStream content = data;
                if (MariadbBackupFacts.wants(allowed.path()) && entry.bytes() <= LONGEST_TEXT) {
                    byte[] text = data.readAllBytes();
                    facts.bytes(allowed.path(), text, text.length);
                    content = new ByteArrayInputStream(text);
                }
                relay.file(place + "/" + allowed.path(), entry.bytes(), content);
            }
        }
    }
}
