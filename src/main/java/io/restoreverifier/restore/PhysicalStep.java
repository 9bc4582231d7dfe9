package io.restoreverifier.restore;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Damage;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Reading;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.dump.PhysicalEntries;
import io.restoreverifier.dump.PhysicalFacts;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Lineage;
import io.restoreverifier.model.PhysicalBackup;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A physical backup on its way into a sandbox.
 *
 * @param prefix of the place that it gets, with a slash at its end; empty for that of the server's own
 */
record PhysicalStep(FetchedArtifact artifact, Format format, PhysicalBackup backup, String prefix) {

    /** The artifact of a request, which was inspected. */
    static PhysicalStep of(RestoreRequest request, PhysicalBackup backup, String prefix) {
        return new PhysicalStep(request.artifact(), request.inspection().format(), backup, prefix);
    }

    /**
     * Looks into an artifact that nobody has inspected: a folder or a tar archive.
     *
     * @param findings takes what is wrong with it
     * @return empty when it holds no physical backup, or must not be unpacked
     */
    static Optional<PhysicalStep> of(FetchedArtifact artifact, String prefix, List<Finding> findings) {
        PhysicalFacts facts = new PhysicalFacts();
        List<Finding> own = new ArrayList<>();
        try {
            Format format = Wrapping.of(Unwrapped.head(artifact.file())).tar();
            Reading reading = new ArchiveReader(Limits.READ_THROUGH, through -> {})
                    .read(artifact.file(), format, new PhysicalEntries(Limits.READ_THROUGH, artifact.bytes(), facts));
            reading.damages().forEach(damage -> own.add(damage.toFinding(Stage.RESTORE, name(artifact))));
            facts.damages().forEach((piece, damages) -> damages.forEach(d -> own.add(damaged(artifact, piece, d))));
            facts.unsafe()
                    .forEach((piece, names) ->
                            names.forEach((name, reason) -> own.add(unsafe(artifact, piece, name, reason))));
            Optional<PhysicalBackup> backup = facts.backup();
            if (backup.isEmpty() && own.isEmpty()) {
                own.add(none(artifact));
            }
            findings.addAll(own);
            return own.isEmpty()
                    ? backup.map(found -> new PhysicalStep(artifact, format, found, prefix))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("an own copy throws nothing else", e);
        }
    }

    String name() {
        return name(artifact);
    }

    Lineage lineage() {
        return backup.lineage();
    }

    private static String name(FetchedArtifact artifact) {
        return artifact.artifact().name();
    }

    private static Finding damaged(FetchedArtifact artifact, String piece, Damage damage) {
        Finding whole = damage.toFinding(Stage.RESTORE, name(artifact));
        String told = name(artifact) + ": " + PhysicalEntries.told(piece, damage);
        return new Finding(whole.code(), whole.severity(), whole.stage(), whole.subject(), told, whole.hint());
    }

    private static Finding unsafe(FetchedArtifact artifact, String piece, String name, String reason) {
        return Finding.error(
                FindingCode.UNSAFE_ENTRY,
                Stage.RESTORE,
                name,
                "unsafe to unpack in " + name(artifact) + (piece.isEmpty() ? "" : ", " + piece) + ": " + reason,
                "find out who put it into the archive before anything unpacks it");
    }

    private static Finding none(FetchedArtifact artifact) {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                name(artifact),
                name(artifact) + " holds no physical backup of PostgreSQL",
                "does the pattern of `incrementals:` match the artifacts of another backup?");
    }
}
