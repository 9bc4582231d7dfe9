package io.restoreverifier.inspect;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.OwnCopy;
import io.restoreverifier.archive.Quantity;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Tells what can be told of an artifact without restoring it. Reads the verifier's own copy and nothing else; stateless
 * between calls, so that one may be used by several threads.
 *
 * <p>What it cannot see: a change in data that no checksum of the format covers ({@link Inspection#selfChecking()}), and
 * a change in the names and definitions of a dump that leaves them well-formed.
 */
public final class Inspector {
    /** What no engine writes. */
    private static final List<String> NEVER =
            List.of("an HTML page", "an XML error document", "the error output of a command", "that holds nothing");

    /** Of a database that says nothing of itself. */
    private static final TableOfContents UNLISTED =
            new TableOfContents("", "", "", Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    private final Depth depth;
    private final Limits limits;

    public Inspector(Depth depth, Limits limits) {
        this.depth = depth;
        this.limits = limits;
    }

    /** Looks into everything, with the usual limits. */
    public static Inspector standard() {
        return new Inspector(Depth.CONTENT, Limits.DEFAULT);
    }

    /**
     * Inspects. What is wrong with the artifact is among the findings, all of stage INSPECT; formats that are known but
     * cannot be restored yet end with NOT_SUPPORTED.
     *
     * @param progress hears how many bytes are through, each time more
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     * @throws io.restoreverifier.model.CannotTell when the copy cannot be read
     */
    public Inspection inspect(FetchedArtifact artifact, LongConsumer progress) throws InterruptedIOException {
        return inspect(artifact, false, progress);
    }

    /**
     * The same for an artifact whose format need not be known: errors of other programs that were saved in its place are told,
     * and damage of what it is compressed with.
     */
    public Inspection inspectAny(FetchedArtifact artifact, LongConsumer progress) throws InterruptedIOException {
        return inspect(artifact, true, progress);
    }

    private Inspection inspect(FetchedArtifact artifact, boolean any, LongConsumer progress)
            throws InterruptedIOException {
        if (artifact.bytes() == 0) {
            String hint = "look at the log of the backup job: it wrote nothing";
            return unreadable(artifact, error(FindingCode.ARTIFACT_EMPTY, artifact, "it has 0 bytes", hint));
        }
        if (artifact.zeroFilled()) {
            String message = "every one of its " + Quantity.bytes(artifact.bytes()) + " is zero";
            String hint = "look at the disk it was written to: a crash or a full disk leaves such files behind";
            return unreadable(artifact, error(FindingCode.ARTIFACT_CORRUPT, artifact, message, hint));
        }
        Inspection inspection = any ? whatever(artifact, progress) : byFormat(artifact, progress);
        return sizeFinding(artifact).map(f -> with(inspection, f)).orElse(inspection);
    }

    /**
     * Tells the format by the first bytes, without a look at the rest.
     *
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     * @throws io.restoreverifier.model.CannotTell when the file cannot be read
     */
    public static Glance glance(Path file) throws InterruptedIOException {
        Head head = head(file);
        if (head.length() == 0) {
            return new Glance(Optional.empty(), "empty", "");
        }
        Recognised recognised = Recognisers.look(file, head);
        Optional<Format> format = recognised instanceof Recognised.Restorable restorable
                ? Optional.of(restorable.format())
                : Optional.empty();
        String database = DumpedDatabase.of(format.orElse(Format.UNKNOWN), file, head);
        return new Glance(format, recognised.label(), database);
    }

    private Inspection whatever(FetchedArtifact artifact, LongConsumer progress) throws InterruptedIOException {
        Recognised recognised = Recognisers.look(artifact.file(), head(artifact.file()));
        if (recognised instanceof Recognised.Restorable restorable
                && restorable.format().isArchive()) {
            return ArchiveWalk.of(artifact, restorable.format(), limits, progress);
        }
        boolean none = recognised instanceof Recognised.Broken
                || recognised instanceof Recognised.NoBackup && NEVER.stream().anyMatch(recognised.label()::endsWith);
        return none
                ? unreadable(artifact, notRestorable(artifact, recognised))
                : OpaqueInspection.of(artifact, Format.OTHER, Optional.empty(), progress);
    }

    private Inspection byFormat(FetchedArtifact artifact, LongConsumer progress) throws InterruptedIOException {
        Recognised recognised = Recognisers.look(artifact.file(), head(artifact.file()));
        if (recognised instanceof Recognised.Restorable restorable) {
            return switch (restorable.format()) {
                case POSTGRESQL_CUSTOM -> DumpInspection.of(artifact, depth, progress);
                case POSTGRESQL_TAR -> TarDumpInspection.of(artifact, limits, progress);
                case POSTGRESQL_PLAIN, POSTGRESQL_CLUSTER -> ScriptInspection.of(artifact, progress);
                case MARIADB_SQL -> MariadbInspection.of(artifact, progress);
                case XBSTREAM -> XbStreamInspection.of(artifact, progress);
                case SQLITE -> SqliteInspection.of(artifact, progress);
                case SQLITE_SQL -> SqliteScriptInspection.of(artifact, progress);
                case REDIS_RDB -> RdbInspection.of(artifact, progress);
                case REDIS_AOF -> OpaqueInspection.of(artifact, Format.REDIS_AOF, Optional.of(UNLISTED), progress);
                case QCOW2, RAW_DISK -> DiskInspection.of(artifact, restorable.format(), progress);
                case GIT_BUNDLE -> BundleInspection.of(artifact, progress);
                default -> ArchiveWalk.of(artifact, restorable.format(), limits, progress);
            };
        }
        return unreadable(artifact, notRestorable(artifact, recognised));
    }

    private static Finding notRestorable(FetchedArtifact artifact, Recognised recognised) {
        if (recognised instanceof Recognised.NotYet) {
            String message = "it is " + recognised.label() + ", which cannot be restored by this version";
            return error(
                    FindingCode.NOT_SUPPORTED,
                    artifact,
                    message,
                    "make a dump by pg_dump, custom or plain, or a tar archive");
        }
        if (recognised instanceof Recognised.Broken broken) {
            FindingCode code = broken.tooShort() ? FindingCode.ARTIFACT_INCOMPLETE : FindingCode.ARTIFACT_CORRUPT;
            String hint = "compare its " + Quantity.bytes(artifact.bytes()) + " with what the backup job wrote";
            return error(code, artifact, "it is " + recognised.label(), hint);
        }
        String message = "expected a backup, found " + recognised.label() + " of " + Quantity.bytes(artifact.bytes());
        String hint =
                "look at what the backup job wrote there: a proxy's or a tool's error may have been saved instead";
        return error(FindingCode.UNKNOWN_FORMAT, artifact, message, hint);
    }

    private static Optional<Finding> sizeFinding(FetchedArtifact artifact) {
        long listed = artifact.artifact().bytes();
        if (listed == artifact.bytes()) {
            return Optional.empty();
        }
        String message = "read " + Quantity.bytes(artifact.bytes()) + ", expected " + Quantity.bytes(listed)
                + " as listed: it changed meanwhile";
        String hint = "let the backup job write under another name until it is finished";
        return Optional.of(error(FindingCode.ARTIFACT_INCOMPLETE, artifact, message, hint));
    }

    private static Head head(Path file) throws InterruptedIOException {
        try (OwnCopy copy = OwnCopy.open(file, through -> {})) {
            return Head.of(copy);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("an own copy throws nothing else", e);
        }
    }

    private static Inspection with(Inspection inspection, Finding first) {
        List<Finding> findings = new ArrayList<>();
        findings.add(first);
        findings.addAll(inspection.findings());
        return new Inspection(
                inspection.format(),
                inspection.contents(),
                inspection.expandedBytes(),
                inspection.selfChecking(),
                inspection.physical(),
                inspection.mariadb(),
                findings,
                inspection.attachments());
    }

    private static Inspection unreadable(FetchedArtifact artifact, Finding finding) {
        return new Inspection(Format.UNKNOWN, Optional.empty(), artifact.bytes(), false, List.of(finding), List.of());
    }

    private static Finding error(FindingCode code, FetchedArtifact artifact, String message, String hint) {
        return Finding.error(code, Stage.INSPECT, artifact.artifact().name(), message, hint);
    }
}
