package io.restoreverifier.inspect;

import io.restoreverifier.archive.OwnChannel;
import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.archive.Zeros;
import io.restoreverifier.dump.DiskBeginning;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.Qcow2Header;
import io.restoreverifier.dump.Qcow2Tables;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Looks at the image of a disk before anything opens it: whether it is the whole disk, and how much of it is more than zeros. Of
 * a qcow2 image its header and tables are read, of a raw one everything. Used once.
 */
final class DiskInspection {
    private static final int BUFFER = 1 << 16;
    /** A disk compresses well, and one of zeros alone is no bomb: it takes no room. */
    private static final int MOST_GROWTH = 200;

    private static final long SMALL = 100_000_000;

    private final FetchedArtifact artifact;
    private final Format format;
    private final List<Finding> findings = new ArrayList<>();
    private byte[] head = new byte[0];
    private long bytes;
    private long data;

    private DiskInspection(FetchedArtifact artifact, Format format) {
        this.artifact = artifact;
        this.format = format;
    }

    static Inspection of(FetchedArtifact artifact, Format format, LongConsumer progress) throws InterruptedIOException {
        DiskInspection inspection = new DiskInspection(artifact, format);
        boolean plain = Wrapping.of(Unwrapped.head(artifact.file())) == Wrapping.NONE;
        WholeReading.of(artifact, progress, inspection.findings, in -> {
            inspection.head = in.readNBytes(BUFFER);
            if (format == Format.QCOW2 && plain) {
                inspection.tables();
            } else {
                inspection.through(in);
                inspection.judge();
            }
        });
        return inspection.result(plain);
    }

    private void tables() throws IOException {
        Qcow2Header header = header();
        bytes = artifact.bytes();
        try (OwnChannel file = OwnChannel.open(artifact.file())) {
            data = Qcow2Tables.allocated(file, header);
        }
        refuseBomb();
    }

    private Qcow2Header header() throws DumpDamage {
        Qcow2Header header = Qcow2Header.of(head);
        if (header.isDirty()) {
            note(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "whoever wrote it last has not closed it: its counts of clusters may be behind",
                    "copy it while the machine is off, or by a backup job of QEMU");
        }
        return header;
    }

    /** To its end, whatever is wrong with it: what it is compressed with is held as well. */
    private void through(InputStream in) throws IOException {
        byte[] buffer = Arrays.copyOf(head, BUFFER);
        for (int n = head.length; n > 0; n = in.readNBytes(buffer, 0, BUFFER)) {
            bytes += n;
            data += Zeros.only(buffer, 0, n) ? 0 : n;
        }
    }

    private void judge() throws DumpDamage {
        if (format == Format.QCOW2) {
            header();
            data = bytes;
            return;
        }
        OptionalLong expected = new DiskBeginning(head).bytes();
        if (expected.isPresent() && expected.getAsLong() > bytes) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "it ends after " + Quantity.bytes(bytes) + ", expected at least "
                            + Quantity.bytes(expected.getAsLong()) + " by what stands at its beginning",
                    "was it cut off while it was copied, or the disk full?");
        }
        refuseBomb();
    }

    private void refuseBomb() throws DumpDamage {
        if (data > SMALL && data / Math.max(1, artifact.bytes()) >= MOST_GROWTH) {
            throw new DumpDamage(
                    FindingCode.BOMB,
                    "its " + Quantity.bytes(artifact.bytes()) + " make " + Quantity.bytes(data)
                            + " that are not zeros, more than " + MOST_GROWTH + " times as many",
                    "look at where it comes from; no disk of a machine is like that");
        }
    }

    private void note(FindingCode code, String message, String hint) {
        findings.add(Finding.warning(code, Stage.INSPECT, artifact.artifact().name(), message, hint));
    }

    private Inspection result(boolean plain) throws InterruptedIOException {
        byte[] first = Unwrapped.head(artifact.file());
        boolean held = !plain && findings.isEmpty() && Wrapping.of(first).provesItself(first);
        return new Inspection(format, Optional.empty(), Math.max(data, 1), held, findings, List.of());
    }
}
