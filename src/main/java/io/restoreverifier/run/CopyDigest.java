package io.restoreverifier.run;

import io.restoreverifier.inspect.Decryption;
import io.restoreverifier.inspect.Intake;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Sha256;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** SHA-256 of what a copy holds: of the bytes as they lie, or of what they decrypt to. Read once, and kept nowhere. */
final class CopyDigest {
    private static final int BUFFER = 1 << 17;

    private final Plan plan;
    private final Surroundings run;
    private final Expiry expiry;

    CopyDigest(Plan plan, Surroundings run, Expiry expiry) {
        this.plan = plan;
        this.run = run;
        this.expiry = expiry;
    }

    /** @throws CannotTell when it cannot be read to its end */
    String of(Source source, Artifact artifact) {
        Path room = run.folder().folder("c");
        try (InputStream bytes = source.open(artifact, room)) {
            return sha256(bytes);
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "the reading was interrupted", "", e);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "artifact " + artifact.name() + " cannot be read: " + e.getMessage(),
                    "may this user read " + artifact.location() + "? was it rotated away meanwhile?",
                    e);
        } finally {
            remove(room);
        }
    }

    /**
     * Of what it decrypts to, where it is encrypted.
     *
     * @throws CannotTell when it cannot be read or decrypted to its end
     */
    String ofContent(Source source, Artifact artifact) {
        Optional<Decryption> how = EncryptedSource.decryption(source);
        return how.isEmpty() ? of(source, artifact) : decrypted(source, artifact, how);
    }

    private String decrypted(Source source, Artifact artifact, Optional<Decryption> how) {
        Path folder = run.folder().folder("c");
        try {
            FetchedArtifact fetched =
                    Fetching.fetch(source, artifact, folder, new Intake(Set.of(), bytes -> expiry.left()));
            Story story = new Story(plan.name(), Progress.SILENT, expiry, new Ignoring(plan.backup(), run.now()));
            FetchedArtifact plain =
                    Decrypting.decrypted(fetched, how, story, expiry.left()).orElseThrow(() -> undecrypted(story));
            try (InputStream bytes = Files.newInputStream(plain.file())) {
                return sha256(bytes);
            }
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED, "what was decrypted cannot be read: " + e.getMessage(), "", e);
        } finally {
            remove(folder);
        }
    }

    private static CannotTell undecrypted(Story story) {
        return story.findings().stream()
                .findFirst()
                .map(why -> new CannotTell(FindingCode.TOOL_FAILED, why.message(), why.hint()))
                .orElseGet(() -> new CannotTell(FindingCode.TOOL_FAILED, "it was not decrypted", ""));
    }

    private static String sha256(InputStream bytes) throws IOException {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[BUFFER];
        try (DigestInputStream reading = new DigestInputStream(bytes, digest)) {
            while (reading.read(buffer) >= 0) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException();
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void remove(Path folder) {
        try {
            RunFolder.delete(folder);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.NOT_DISPOSED,
                    "a copy could not be removed: " + e.getMessage(),
                    "remove " + folder + " by hand: it may hold production data",
                    e);
        }
    }
}
