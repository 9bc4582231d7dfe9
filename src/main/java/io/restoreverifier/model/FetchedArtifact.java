package io.restoreverifier.model;

import java.nio.file.Path;
import java.util.Map;

/**
 * The verifier's own copy of an artifact: what is inspected, hashed and restored is this, also when the origin changes
 * meanwhile.
 *
 * @param file lies in the run's own folder, readable by others; deleted by whoever created the folder
 * @param bytes what was read, which may differ from the size that was listed
 * @param digests lower-case hexadecimal by algorithm name ({@code SHA-256} always, others when a checksum file asks)
 * @param zeroFilled every byte is zero; true for nothing else, false for an empty file
 */
public record FetchedArtifact(
        Artifact artifact, Path file, long bytes, Map<String, String> digests, boolean zeroFilled) {

    public FetchedArtifact {
        digests = Map.copyOf(digests);
    }

    public String sha256() {
        return digests.getOrDefault("SHA-256", "");
    }
}
