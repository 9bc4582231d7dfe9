package io.restoreverifier.inspect;

import io.restoreverifier.archive.DamageFound;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.XbStream;
import io.restoreverifier.dump.MariadbBackupFacts;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.MariadbBackup;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Reads a stream of mariadb-backup from end to end: every chunk against its checksum, every name, and what it says of itself. Used once. */
final class XbStreamInspection implements XbStream.Visitor {
    private static final int LISTED = 1000;
    private static final int UNSAFE_SHOWN = 20;
    /** A prepared backup grows by its log, and a server by its temporary files. */
    private static final long FIXED = 256L << 20;

    private final MariadbBackupFacts facts = new MariadbBackupFacts();
    private final FetchedArtifact artifact;
    private final List<Finding> findings = new ArrayList<>();
    private final StringBuilder listing = new StringBuilder();
    private long files;
    private long bytes;

    private XbStreamInspection(FetchedArtifact artifact) {
        this.artifact = artifact;
    }

    static Inspection of(FetchedArtifact artifact, LongConsumer progress) throws InterruptedIOException {
        XbStreamInspection inspection = new XbStreamInspection(artifact);
        try (InputStream in = Unwrapped.open(artifact.file(), Limits.READ_THROUGH, progress)) {
            XbStream.read(in, inspection);
        } catch (DamageFound found) {
            inspection.findings.add(found.damage().toFinding(Stage.INSPECT, inspection.name()));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("every other IOException was turned into damage before", e);
        }
        return inspection.result();
    }

    @Override
    public void piece(String path, byte[] piece, int length) {
        facts.bytes(path, piece, length);
    }

    @Override
    public void end(String path, long length) {
        facts.file(path);
        bytes += length;
        if (files++ < LISTED) {
            listing.append(length).append(' ').append(path).append('\n');
        }
    }

    @Override
    public void refused(String name, String reason) {
        if (findings.size() < UNSAFE_SHOWN) {
            findings.add(Finding.error(
                    FindingCode.UNSAFE_ENTRY,
                    Stage.INSPECT,
                    name,
                    "unsafe to unpack: " + reason,
                    "find out who put it into the stream before anything unpacks it"));
        }
    }

    private Inspection result() {
        boolean whole = findings.isEmpty();
        Optional<MariadbBackup> backup = facts.backup();
        if (whole && backup.isEmpty()) {
            findings.add(Finding.error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    Stage.INSPECT,
                    name(),
                    "the stream ends after " + Quantity.of(files, "file", "files")
                            + " without xtrabackup_info, which mariadb-backup writes last",
                    "did mariadb-backup end with `completed OK!`? a pipe hides that: use `set -o pipefail`"));
        }
        String more = files > LISTED ? "and " + (files - LISTED) + " more\n" : "";
        return new Inspection(
                Format.XBSTREAM,
                Optional.empty(),
                Math.max(2 * bytes, artifact.bytes()) + FIXED,
                whole,
                Optional.empty(),
                backup,
                findings,
                List.of(Attachment.text("table of contents", listing + more)));
    }

    private String name() {
        return artifact.artifact().name();
    }
}
