package io.restoreverifier.inspect;

import io.restoreverifier.archive.Allowance;
import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Damage;
import io.restoreverifier.archive.DamageFound;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.EntryVisitor;
import io.restoreverifier.archive.InnerFile;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dump in pg_dump's tar format from end to end without restoring it (PostgreSQL's {@code pg_backup_tar.c}): the table
 * of contents first, then a member for the data of each entry. Headers of members have checksums, data have none. So is one in
 * directory format ({@code pg_backup_directory.c}), as an archive of it holds it: in any order, each member compressed by
 * itself. Used once.
 */
final class TarDumpInspection implements EntryVisitor {
    /** How pg_dump's directory format calls what it has compressed. */
    private static final Pattern COMPRESSED = Pattern.compile("(.*)\\.(?:gz|lz4|zst)");

    private final FetchedArtifact artifact;
    private final Layout layout;
    private final Limits limits;
    private final Allowance allowance;
    private final LongConsumer progress;
    private final List<Finding> findings = new ArrayList<>();
    private final List<DumpEntry> entries = new ArrayList<>();
    private final RowsOfDump rowsOfDump = new RowsOfDump();
    private @Nullable DumpHeader header;
    private TarDumpData data = new TarDumpData(List.of(), rowsOfDump);

    /**
     * How a dump lies in an archive.
     *
     * @param archive of what format that is
     * @param folder of the archive that it lies in, with a slash at its end; empty when it lies at the top
     */
    private record Layout(Format format, Format archive, String folder) {
        boolean isDirectory() {
            return format == Format.POSTGRESQL_DIRECTORY;
        }
    }

    private TarDumpInspection(FetchedArtifact artifact, Layout layout, Limits limits, LongConsumer progress) {
        this.artifact = artifact;
        this.layout = layout;
        this.limits = limits;
        this.allowance = new Allowance(limits, artifact.bytes());
        this.progress = progress;
    }

    static Inspection of(FetchedArtifact artifact, Limits limits, LongConsumer progress) throws InterruptedIOException {
        Layout layout = new Layout(Format.POSTGRESQL_TAR, Format.TAR, "");
        TarDumpInspection inspection = new TarDumpInspection(artifact, layout, limits, progress);
        inspection.read();
        return inspection.result();
    }

    /** Of one in directory format, in a folder of an archive whose entries were found whole and harmless. */
    static Inspection ofDirectory(FetchedArtifact artifact, Format archive, String folder, LongConsumer progress)
            throws InterruptedIOException {
        Layout layout = new Layout(Format.POSTGRESQL_DIRECTORY, archive, folder);
        TarDumpInspection inspection = new TarDumpInspection(artifact, layout, Limits.READ_THROUGH, progress);
        inspection.read();
        return inspection.result();
    }

    private void read() throws InterruptedIOException {
        try (DumpReader reader = layout.isDirectory()
                ? DirectoryToc.open(artifact.file(), layout.archive(), layout.folder())
                : DumpReader.openTar(artifact.file(), Definitions.OF_ROWS)) {
            header = reader.header();
            for (Optional<DumpObject> next = reader.nextEntry(); next.isPresent(); next = reader.nextEntry()) {
                entries.addAll(next.get().listed());
                rowsOfDump.take(next.get());
            }
        } catch (DumpDamage damage) {
            find(damage.code(), damage.text(), damage.hint());
            return;
        }
        data = new TarDumpData(entries, rowsOfDump);
        Reading reading = new ArchiveReader(limits, progress).read(artifact.file(), layout.archive(), this);
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
        try {
            Optional<String> wrong = layout.isDirectory() ? taken(member, content) : data.take(member, content);
            wrong.ifPresent(what -> damaged(FindingCode.ARTIFACT_CORRUPT, member, what));
            return wrong.isEmpty();
        } catch (DamageFound e) {
            if (!layout.isDirectory()) {
                throw e;
            }
            // The archive around it was walked to its end before.
            damaged(e.damage().code(), member, e.damage().message());
            return false;
        }
    }

    private void damaged(FindingCode code, Entry member, String what) {
        find(
                code,
                "the dump is damaged in its member " + SafeName.shown(DirectoryToc.plain(member.name())) + ": " + what,
                "compare with another copy of this artifact, and look at the disk or the transfer it came through");
    }

    /** What lies around the dump is none of ours. */
    private Optional<String> taken(Entry member, InputStream content) throws IOException {
        String name = DirectoryToc.plain(member.name());
        if (member.kind() != Entry.Kind.FILE || !name.startsWith(layout.folder())) {
            return Optional.empty();
        }
        Matcher compressed = COMPRESSED.matcher(name.substring(layout.folder().length()));
        String own = compressed.matches()
                ? compressed.group(1)
                : name.substring(layout.folder().length());
        Entry named = new Entry(member.kind(), own, member.bytes(), member.mode(), member.modified(), "");
        if (!compressed.matches()) {
            return data.take(named, content);
        }
        try (InputStream uncompressed = allowance.counted(InnerFile.uncompressed(content, limits))) {
            return data.take(named, uncompressed);
        }
    }

    private void find(FindingCode code, String message, String hint) {
        findings.add(Finding.error(code, Stage.INSPECT, artifact.artifact().name(), message, hint));
    }

    private Inspection result() {
        DumpHeader read = header;
        // One in directory format is unpacked beside what it becomes.
        long beside = layout.isDirectory() ? artifact.bytes() : 0;
        return new Inspection(
                layout.format(),
                Optional.ofNullable(read).map(this::contents),
                2 * Math.max(data.bytes(), artifact.bytes()) + beside + DumpInspection.FIXED,
                layout.isDirectory() && read != null && read.compression() == DumpHeader.Compression.GZIP,
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
