package io.restoreverifier.inspect;

import io.restoreverifier.archive.OwnCopy;
import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Stage;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Tells of a git bundle without git: whether its pack has the bytes it should, and whether it stands alone. Used once. */
final class BundleInspection {
    private static final int BUFFER = 1 << 16;
    private static final int LISTED = 1000;
    /** Packs of source code come to about three times their size. */
    private static final int GROWTH = 3;

    private final FetchedArtifact artifact;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();

    private BundleInspection(FetchedArtifact artifact) {
        this.artifact = artifact;
    }

    static Inspection of(FetchedArtifact artifact, LongConsumer progress) throws InterruptedIOException {
        BundleInspection inspection = new BundleInspection(artifact);
        boolean holds = inspection.look(progress);
        return new Inspection(
                Format.GIT_BUNDLE,
                Optional.empty(),
                artifact.bytes() * GROWTH,
                holds,
                inspection.findings,
                inspection.attachments);
    }

    private boolean look(LongConsumer progress) throws InterruptedIOException {
        try (OwnCopy copy = OwnCopy.open(artifact.file(), progress);
                InputStream in = new BufferedInputStream(copy, BUFFER)) {
            BundleHeader header = BundleHeader.read(in);
            judge(header);
            return holds(header, in);
        } catch (BundleHeader.Malformed e) {
            damaged(FindingCode.ARTIFACT_CORRUPT, String.valueOf(e.getMessage()));
        } catch (EOFException e) {
            damaged(FindingCode.ARTIFACT_INCOMPLETE, "it ends after " + Quantity.bytes(artifact.bytes()));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("an own copy throws nothing else", e);
        }
        return false;
    }

    private void judge(BundleHeader header) {
        String whole = "make it of everything: git bundle create NAME --all";
        if (header.prerequisites() > 0) {
            broken(
                    "it is an increment: it is built on " + Quantity.of(header.prerequisites(), "commit", "commits")
                            + " that it does not hold",
                    whole);
        }
        if (header.filtered()) {
            broken("it is partial: objects were left out on purpose", whole + ", without --filter");
        }
        if (header.refs().isEmpty()) {
            broken("it holds no branch and no tag", whole);
        }
        String refs = header.refs().stream().limit(LISTED).map(SafeName::shown).collect(Collectors.joining("\n"));
        attachments.add(Attachment.text(
                "branches and tags", Quantity.of(header.refs().size(), "name", "names") + "\n" + refs + "\n"));
    }

    /** The last bytes of a pack are the digest of all before (gitformat-pack(5)). */
    private boolean holds(BundleHeader header, InputStream pack) throws IOException {
        MessageDigest digest = digest(header.digest());
        int length = digest.getDigestLength();
        byte[] tail = pack.readNBytes(length);
        if (tail.length < length) {
            throw new EOFException();
        }
        if (!new String(tail, 0, 4, java.nio.charset.StandardCharsets.ISO_8859_1).equals("PACK")) {
            damaged(FindingCode.ARTIFACT_CORRUPT, "no pack follows its list of branches and tags");
            return false;
        }
        byte[] buffer = new byte[length + BUFFER];
        System.arraycopy(tail, 0, buffer, 0, length);
        for (int n = pack.read(buffer, length, BUFFER); n >= 0; n = pack.read(buffer, length, BUFFER)) {
            digest.update(buffer, 0, n);
            System.arraycopy(buffer, n, buffer, 0, length);
        }
        if (!Arrays.equals(digest.digest(), 0, length, buffer, 0, length)) {
            damaged(
                    FindingCode.ARTIFACT_CORRUPT,
                    "its pack does not match its own checksum: it was cut short or changed on its way");
            return false;
        }
        return true;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private void damaged(FindingCode code, String message) {
        findings.add(error(
                code,
                "it is no whole git bundle: " + message,
                "compare with another copy of this artifact, or make it again"));
    }

    private void broken(String message, String hint) {
        findings.add(error(FindingCode.GIT_BROKEN, message, hint));
    }

    private Finding error(FindingCode code, String message, String hint) {
        return Finding.error(code, Stage.INSPECT, artifact.artifact().name(), message, hint);
    }
}
