package io.restoreverifier.inspect;

import io.restoreverifier.dump.DataForm;
import io.restoreverifier.dump.Definitions;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.DumpHeader;
import io.restoreverifier.dump.DumpHeader.Compression;
import io.restoreverifier.dump.DumpObject;
import io.restoreverifier.dump.DumpReader;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dump in pg_dump's custom format from end to end without restoring it. Used once.
 *
 * <p>Formats 1.12 to 1.16, as PostgreSQL's {@code pg_backup_archiver.c} and {@code pg_backup_custom.c} write them. The
 * blocks of data prove themselves when they are compressed with gzip; others have no checksum, and nor have
 * the header and the table of contents: there only what pg_dump never writes can be seen.
 */
final class DumpInspection {
    /**
     * A restored table takes about 24 bytes a row more than its text, its indexes about as much again, and PostgreSQL some
     * WAL and its catalogs: twice the data and 64 MiB were enough for every database tried.
     */
    static final long FIXED = 64L << 20;

    /** What compressed data make, when they could not be counted: text in a database shrinks 3 to 8 times. */
    private static final long GUESS = 8;

    private final FetchedArtifact artifact;
    private final Depth depth;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable DumpHeader header;
    private List<DumpEntry> entries = List.of();
    private Map<Integer, RowDigest> rows = Map.of();
    private final RowsOfDump rowsOfDump = new RowsOfDump();
    private Optional<Long> bytes = Optional.empty();
    private Optional<RowDigest> largeObjects = Optional.empty();
    private boolean whole;

    private DumpInspection(FetchedArtifact artifact, Depth depth) {
        this.artifact = artifact;
        this.depth = depth;
    }

    static Inspection of(FetchedArtifact artifact, Depth depth, LongConsumer progress) throws InterruptedIOException {
        DumpInspection inspection = new DumpInspection(artifact, depth);
        try (DumpReader reader = DumpReader.open(artifact.file(), Definitions.OF_ROWS, progress)) {
            inspection.read(reader);
        } catch (DumpDamage damage) {
            inspection.findings.add(Finding.error(
                    damage.code(), Stage.INSPECT, artifact.artifact().name(), damage.text(), damage.hint()));
        }
        return inspection.result();
    }

    private void read(DumpReader reader) throws InterruptedIOException, DumpDamage {
        header = reader.header();
        List<DumpEntry> read = new ArrayList<>();
        Optional<DumpObject> next = reader.nextEntry();
        while (next.isPresent()) {
            read.addAll(next.get().listed());
            rowsOfDump.take(next.get());
            next = reader.nextEntry();
        }
        entries = read;
        DumpWalk walk = new DumpWalk(reader.blocks(), form(), read, rowsOfDump);
        walk.walk();
        rows = walk.rows();
        bytes = walk.bytes();
        largeObjects = walk.largeObjectsDigest();
        whole = true;
    }

    private DataForm form() {
        return depth == Depth.CONTENT ? DataForm.UNCOMPRESSED : DataForm.AS_STORED;
    }

    private Inspection result() {
        boolean proven = whole && depth == Depth.CONTENT && compression() == Compression.GZIP;
        return new Inspection(
                Format.POSTGRESQL_CUSTOM,
                Optional.ofNullable(header).map(this::contents),
                expandedBytes(),
                proven,
                findings,
                header == null
                        ? List.of()
                        : List.of(Attachment.text("table of contents", DumpListing.text(header, entries, rows))));
    }

    private TableOfContents contents(DumpHeader read) {
        return new TableOfContents(
                read.databaseName(),
                read.serverVersion(),
                read.toolVersion(),
                Optional.of(read.writtenAt()),
                bytes,
                listed(entries, rows),
                bytes.map(all -> rowsOfDump.digested(rows, largeObjects)));
    }

    static List<TableOfContents.Entry> listed(List<DumpEntry> entries, Map<Integer, RowDigest> rows) {
        return entries.stream()
                .map(e -> new TableOfContents.Entry(
                        e.id(),
                        e.type(),
                        e.schema(),
                        e.name(),
                        e.owner(),
                        e.hasData(),
                        Optional.ofNullable(rows.get(e.id())).map(RowDigest::rows)))
                .toList();
    }

    private long expandedBytes() {
        long guess = compression() == Compression.NONE ? artifact.bytes() : artifact.bytes() * GUESS;
        return 2 * bytes.orElse(guess) + FIXED;
    }

    private Compression compression() {
        return header == null ? Compression.NONE : header.compression();
    }
}
