package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Stage;
import io.restoreverifier.source.Checksum;
import io.restoreverifier.source.Source;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.Set;

/** Holds what was read against the checksum beside the artifact. */
final class Checksums {
    private Checksums() {}

    /**
     * Asks the source for it; one that is required and missing, or cannot be used, is an error of the backup.
     *
     * @throws CannotTell SOURCE_UNREACHABLE when it is there and cannot be read
     */
    static Optional<Checksum> ask(Source source, Artifact artifact, Story story) {
        try {
            Optional<Checksum> checksum = source.checksum(artifact);
            if (checksum.isEmpty() && source.requiresChecksum()) {
                story.find(Finding.error(
                        FindingCode.CHECKSUM_MISSING,
                        Stage.FETCH,
                        artifact.name(),
                        "there is no checksum beside " + artifact.name() + ", and the entry requires one",
                        "write one in the backup job: sha256sum " + artifact.name() + " > " + artifact.name()
                                + ".sha256"));
            }
            return checksum;
        } catch (FileSystemException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "the checksum beside " + artifact.name() + " cannot be read: " + e.getMessage(),
                    "may this user read what lies beside " + artifact.location() + "?",
                    e);
        } catch (IOException e) {
            story.find(Finding.error(
                    FindingCode.CHECKSUM_MISMATCH,
                    Stage.FETCH,
                    artifact.name(),
                    "the checksum beside " + artifact.name() + " cannot be used: " + e.getMessage(),
                    "write it anew from an artifact that is known to be good"));
            return Optional.empty();
        }
    }

    /** What to compute in the one read, besides SHA-256. */
    static Set<String> algorithms(Optional<Checksum> checksum) {
        return checksum.map(c -> Set.of(c.algorithm())).orElse(Set.of());
    }

    static void compare(FetchedArtifact fetched, Optional<Checksum> checksum, Story story) {
        if (checksum.isEmpty()) {
            return;
        }
        String expected = checksum.get().hex();
        String found = fetched.digests().getOrDefault(checksum.get().algorithm(), "");
        if (!found.equals(expected)) {
            story.find(Finding.error(
                    FindingCode.CHECKSUM_MISMATCH,
                    Stage.FETCH,
                    fetched.artifact().name(),
                    checksum.get().algorithm() + " is " + found + ", expected " + expected + " as in "
                            + checksum.get().from(),
                    "its bytes are not those that the backup job wrote: fetch an older one and look at the disk"));
        }
    }

    /** A format without checksums of its own hides a flipped byte; the report does not pretend otherwise. */
    static Finding integrityNotProvable(Artifact artifact, Format format) {
        return Finding.info(
                FindingCode.CHECKSUM_MISSING,
                Stage.INSPECT,
                artifact.name(),
                "integrity not provable: a " + format.label()
                        + " like this does not check itself, and no checksum is beside it",
                artifact.location().endsWith("/")
                        ? "let the backup job keep the sums of all files in it, and name them: `checks: {manifest: SHA256SUMS}`"
                        : "add a checksum in the backup job: sha256sum " + artifact.name() + " > " + artifact.name()
                                + ".sha256");
    }
}
