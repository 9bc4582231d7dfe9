package io.restoreverifier.inspect;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Damage;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.EntryVisitor;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Reading;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.dump.Definitions;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.DumpHeader;
import io.restoreverifier.dump.DumpObject;
import io.restoreverifier.dump.DumpReader;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dump in pg_dump's tar format from end to end without restoring it (PostgreSQL's {@code pg_backup_tar.c}): the table
 * of contents first, then a member for the data of each entry. Headers of members have checksums, data have none. Used once.
 */
final class TarDumpInspection implements EntryVisitor {
    private final FetchedArtifact artifact;
    private final Limits limits;
    private final LongConsumer progress;
    private final List<Finding> findings = new ArrayList<>();
    private final List<DumpEntry> entries = new ArrayList<>();
    private final RowsOfDump rowsOfDump = new RowsOfDump();
    private @Nullable DumpHeader header;
    private TarDumpData data = new TarDumpData(List.of(), rowsOfDump);

    private TarDumpInspection(FetchedArtifact artifact, Limits limits, LongConsumer progress) {
        this.artifact = artifact;
        this.limits = limits;
        this.progress = progress;
    }

    static Inspection of(FetchedArtifact artifact, Limits limits, LongConsumer progress) throws InterruptedIOException {
        TarDumpInspection inspection = new TarDumpInspection(artifact, limits, progress);
        inspection.read();
        return inspection.result();
    }

    private void read() throws InterruptedIOException {
        try (DumpReader reader = DumpReader.openTar(artifact.file(), Definitions.OF_ROWS)) {
            header = reader.header();
            for (Optional<DumpObject> next = reader.nextEntry(); next.isPresent(); next = reader.nextEntry()) {
                entries.add(next.get().entry());
                rowsOfDump.take(next.get());
            }
        } catch (DumpDamage damage) {
            find(damage.code(), damage.text(), damage.hint());
            return;
        }
        data = new TarDumpData(entries, rowsOfDump);
        Reading reading = new ArchiveReader(limits, progress).read(artifact.file(), Format.TAR, this);
        for (Damage damage : reading.damages()) {
            findings.add(damage.toFinding(Stage.INSPECT, artifact.artifact().name()));
        }
        if (findings.isEmpty()) {
            data.missing()
                    .ifPresent(what -> find(
                            FindingCode.ARTIFACT_INCOMPLETE,
                            "the dump has no " + what,
                            "look at the log of the backup job: pg_dump or the transfer stopped half-way"));
        }
    }

    @Override
    public boolean visit(Entry member, InputStream content) throws IOException {
        Optional<String> wrong = data.take(member, content);
        wrong.ifPresent(what -> find(
                FindingCode.ARTIFACT_CORRUPT,
                "the dump is damaged in its member " + SafeName.shown(member.name()) + ": " + what,
                "compare with another copy of this artifact, and look at the disk or the transfer it came through"));
        return wrong.isEmpty();
    }

    private void find(FindingCode code, String message, String hint) {
        findings.add(Finding.error(code, Stage.INSPECT, artifact.artifact().name(), message, hint));
    }

    private Inspection result() {
        DumpHeader read = header;
        return new Inspection(
                Format.POSTGRESQL_TAR,
                Optional.ofNullable(read).map(this::contents),
                2 * Math.max(data.bytes(), artifact.bytes()) + DumpInspection.FIXED,
                false,
                findings,
                read == null
                        ? List.of()
                        : List.of(Attachment.text("table of contents", DumpListing.text(read, entries, data.rows()))));
    }

    private TableOfContents contents(DumpHeader read) {
        return new TableOfContents(
                read.databaseName(),
                read.serverVersion(),
                read.toolVersion(),
                Optional.of(read.writtenAt()),
                Optional.of(data.bytes()),
                DumpInspection.listed(entries, data.rows()),
                Optional.of(rowsOfDump.digested(data.rows(), data.largeObjects())));
    }
}
