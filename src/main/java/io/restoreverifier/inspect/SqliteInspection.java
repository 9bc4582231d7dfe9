package io.restoreverifier.inspect;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.dump.SqliteHeader;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Tells of a database file of SQLite whether it has the pages that it should; its pages have no checksums. Used once. */
final class SqliteInspection {
    private static final int BUFFER = 1 << 16;

    private final FetchedArtifact artifact;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<SqliteHeader> header = Optional.empty();
    private long bytes;

    private SqliteInspection(FetchedArtifact artifact) {
        this.artifact = artifact;
    }

    static Inspection of(FetchedArtifact artifact, LongConsumer progress) throws InterruptedIOException {
        SqliteInspection inspection = new SqliteInspection(artifact);
        WholeReading.of(artifact, progress, inspection.findings, inspection::read);
        return inspection.result();
    }

    private void read(Unwrapped content) throws IOException {
        byte[] first = content.readNBytes(SqliteHeader.LENGTH);
        SqliteHeader read = SqliteHeader.of(first);
        header = Optional.of(read);
        bytes = content.wrapping() == Wrapping.NONE ? artifact.bytes() : first.length + through(content);
        // Where there is a log, the pages that are missing here may be in that.
        if (!read.log() && bytes < read.bytes()) {
            find(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "it has " + Quantity.bytes(bytes) + ", expected " + Quantity.bytes(read.bytes()) + " in "
                            + Quantity.of(read.pages(), "page", "pages") + " as its header says",
                    "was its disk full, or was it copied while it was written? let `sqlite3 FILE \".backup COPY\"` copy it");
        }
    }

    private static long through(Unwrapped content) throws IOException {
        long read = 0;
        byte[] buffer = new byte[BUFFER];
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            read += n;
        }
        return read;
    }

    private void find(FindingCode code, String message, String hint) {
        findings.add(Finding.error(code, Stage.INSPECT, artifact.artifact().name(), message, hint));
    }

    private Inspection result() throws InterruptedIOException {
        byte[] head = Unwrapped.head(artifact.file());
        TableOfContents contents = new TableOfContents(
                "",
                header.map(SqliteHeader::version).orElse(""),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        return new Inspection(
                Format.SQLITE,
                Optional.of(contents),
                Math.max(bytes, artifact.bytes()),
                findings.isEmpty() && Wrapping.of(head).provesItself(head),
                findings,
                List.of());
    }
}
