package io.restoreverifier.inspect;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Damage;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.EntryRules;
import io.restoreverifier.archive.EntryVisitor;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.Reading;
import io.restoreverifier.archive.Ruling;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.dump.MariadbBackupFacts;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Reads an archive from end to end without writing anything: is it whole, is it safe, what is in it. Used once. */
final class ArchiveWalk implements EntryVisitor {
    private static final int UNSAFE_SHOWN = 20;
    private static final int LISTED = 1000;
    private static final int DISK_BLOCK = 4096;
    private static final int MARIADB_TEXT = 1 << 16;

    private final FetchedArtifact artifact;
    private final EntryRules rules;
    private final List<Finding> unsafe = new ArrayList<>();
    private final Listing listing = new Listing(LISTED);
    private final PhysicalInspection physical;
    private final MariadbBackupFacts mariadb = new MariadbBackupFacts();
    private Optional<String> dump = Optional.empty();
    private long refused;
    private long contents;
    private long onDisk;

    private ArchiveWalk(FetchedArtifact artifact, Limits limits) {
        this.artifact = artifact;
        this.rules = new EntryRules(limits, 0);
        this.physical = new PhysicalInspection(artifact.bytes());
    }

    static Inspection of(FetchedArtifact artifact, Format format, Limits limits, LongConsumer progress)
            throws InterruptedIOException {
        ArchiveWalk walk = new ArchiveWalk(artifact, limits);
        Reading reading = new ArchiveReader(limits, progress).read(artifact.file(), format, walk);
        Inspection inspection = walk.inspection(format, reading);
        boolean isDump = walk.dump.isPresent() && inspection.findings().stream().noneMatch(Finding::isError);
        return isDump ? TarDumpInspection.ofDirectory(artifact, format, walk.dump.get(), progress) : inspection;
    }

    @Override
    public boolean visit(Entry entry, InputStream data) throws IOException {
        Ruling ruling = rules.judge(entry);
        if (PhysicalInspection.isOwnLink(entry)) {
            // Where the tablespaces of a server lay: nothing follows it but what unpacks files, which judges for
            // itself.
            ruling = new Ruling.LeftOut();
        }
        if (ruling instanceof Ruling.Refused no && refused++ < UNSAFE_SHOWN) {
            String hint = "find out who put it into the archive before anything unpacks it";
            unsafe.add(error(FindingCode.UNSAFE_ENTRY, no.name(), "unsafe to unpack: " + no.reason(), hint));
        }
        if (entry.kind() != Entry.Kind.DIRECTORY) {
            contents++;
        }
        onDisk += Math.max(1, (entry.bytes() + DISK_BLOCK - 1) / DISK_BLOCK) * DISK_BLOCK;
        listing.add(entry);
        if (dump.isEmpty()) {
            dump = DirectoryToc.folder(entry, data);
        }
        mariadb(entry, data);
        physical.visit(entry, data);
        return true;
    }

    private void mariadb(Entry entry, InputStream data) throws IOException {
        if (entry.kind() == Entry.Kind.FILE) {
            String path = entry.name().replaceFirst("^(?:\\./)+", "");
            mariadb.file(path);
            if (MariadbBackupFacts.wants(path)) {
                byte[] text = data.readNBytes(MARIADB_TEXT);
                mariadb.bytes(path, text, text.length);
            }
        }
    }

    private Inspection inspection(Format format, Reading reading) throws InterruptedIOException {
        byte[] head = Unwrapped.head(artifact.file());
        List<Finding> findings = new ArrayList<>();
        for (Damage damage : reading.damages()) {
            findings.add(damage.toFinding(Stage.INSPECT, artifact.artifact().name()));
        }
        findings.addAll(unsafe);
        findings.addAll(physical.findings(artifact.artifact().name()));
        if (refused > UNSAFE_SHOWN) {
            String message = Quantity.number(refused - UNSAFE_SHOWN) + " more entries are unsafe to unpack";
            findings.add(error(FindingCode.UNSAFE_ENTRY, artifact.artifact().name(), message, ""));
        }
        if (reading.whole() && contents == 0) {
            String message = reading.entries() == 0
                    ? "the archive holds no entry"
                    : "the archive holds " + Quantity.of(reading.entries(), "directory", "directories")
                            + " and no file";
            String hint = "look at which paths the backup job packs";
            findings.add(error(FindingCode.ARTIFACT_EMPTY, artifact.artifact().name(), message, hint));
        }
        return new Inspection(
                format,
                Optional.empty(),
                Math.max(onDisk + physical.bytesInside(), artifact.bytes()),
                physical.provesItself()
                        || reading.whole()
                                && (hasChecksums(format, reading)
                                        || Wrapping.of(head).provesItself(head)),
                physical.backup(),
                mariadb.backup(),
                findings,
                List.of(Attachment.text("table of contents", listing.text(format, reading))));
    }

    private static boolean hasChecksums(Format format, Reading reading) {
        return format == Format.ZIP
                || format == Format.SEVEN_ZIP
                        && reading.damages().stream().noneMatch(d -> d.code() == FindingCode.CHECKSUM_MISSING);
    }

    private static Finding error(FindingCode code, String subject, String message, String hint) {
        return Finding.error(code, Stage.INSPECT, subject, message, hint);
    }
}
