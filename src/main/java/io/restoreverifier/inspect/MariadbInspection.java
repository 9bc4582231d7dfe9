package io.restoreverifier.inspect;

import io.restoreverifier.archive.DamageFound;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.rows.MysqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Reads a script of mariadb-dump or mysqldump from end to end without running it. Used once. */
final class MariadbInspection {
    private static final int BUFFER = 1 << 16;
    private static final int LISTED = 1000;
    /** An empty server, and its log of changes. */
    private static final long FIXED = 512L << 20;

    private final FetchedArtifact artifact;
    private final MariadbContents contents = new MariadbContents();
    private final MysqlScript script = new MysqlScript(contents);
    private Optional<Finding> damage = Optional.empty();
    private long bytes;

    private MariadbInspection(FetchedArtifact artifact) {
        this.artifact = artifact;
    }

    static Inspection of(FetchedArtifact artifact, LongConsumer progress) throws InterruptedIOException {
        MariadbInspection inspection = new MariadbInspection(artifact);
        try (InputStream in = Unwrapped.openAhead(artifact.file(), Limits.READ_THROUGH, progress)) {
            inspection.read(in);
        } catch (DamageFound found) {
            inspection.damage = Optional.of(
                    found.damage().toFinding(Stage.INSPECT, artifact.artifact().name()));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("every other IOException was turned into damage before", e);
        }
        return inspection.result();
    }

    private void read(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            script.take(buffer, 0, n);
            bytes += n;
        }
    }

    private Inspection result() throws InterruptedIOException {
        List<Finding> findings = new ArrayList<>(damage.stream().toList());
        if (damage.isEmpty() && (!script.isBetweenStatements() || contents.lacksItsEnd())) {
            findings.add(Finding.error(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    Stage.INSPECT,
                    artifact.artifact().name(),
                    "it ends after " + Quantity.bytes(bytes) + " without the line `-- Dump completed`",
                    "did the backup job end well, and was its disk full? a pipe hides that: use `set -o pipefail`"));
        }
        TableOfContents toc = contents.toc(bytes);
        byte[] head = Unwrapped.head(artifact.file());
        boolean proven = findings.isEmpty() && Wrapping.of(head).provesItself(head);
        return new Inspection(
                Format.MARIADB_SQL,
                Optional.of(toc),
                3 * Math.max(bytes, artifact.bytes()) + FIXED,
                proven,
                findings,
                List.of(Attachment.text("table of contents", listing(toc))));
    }

    private static String listing(TableOfContents toc) {
        StringBuilder text = new StringBuilder("server " + toc.serverVersion() + "\ntool " + toc.toolVersion() + "\n");
        toc.entries().stream()
                .limit(LISTED)
                .forEach(e -> text.append(e.type())
                        .append(' ')
                        .append(e.schema())
                        .append('.')
                        .append(e.name())
                        .append(e.rows()
                                .map(rows -> " (" + Quantity.of(rows, "row", "rows") + ")")
                                .orElse(""))
                        .append('\n'));
        return toc.entries().size() > LISTED
                ? text + "and " + (toc.entries().size() - LISTED) + " more\n"
                : text.toString();
    }
}
