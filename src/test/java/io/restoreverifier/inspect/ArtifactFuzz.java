package io.restoreverifier.inspect;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.fuzz.Scratch;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.FetchedArtifact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Whatever bytes come as an artifact: what they are is told, and nothing else happens. */
public final class ArtifactFuzz {
    private static final Limits SMALL = new Limits(1000, 100, 1 << 24, 200, 1 << 20, 4096, 256);

    private ArtifactFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Path file = Scratch.file(bytes);
        Artifact artifact =
                new Artifact("artifact", "memory", bytes.length, Instant.EPOCH, Artifact.TimeFrom.MODIFICATION_TIME);
        new Inspector(Depth.CONTENT, SMALL)
                .inspect(new FetchedArtifact(artifact, file, bytes.length, Map.of(), false), through -> {});
    }
}
