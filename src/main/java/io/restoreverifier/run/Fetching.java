package io.restoreverifier.run;

import io.restoreverifier.inspect.Intake;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Takes an artifact from its source into a folder of ours, in one read. */
final class Fetching {
    private static final int LONGEST_NAME = 80;

    private Fetching() {}

    /** @throws CannotTell SOURCE_UNREACHABLE when it cannot be read, OUT_OF_DISK when there is no room for it */
    static FetchedArtifact fetch(Source source, Artifact artifact, Path folder, Intake intake) {
        RunFolder.requireRoom(folder, artifact.bytes(), "the copy of " + artifact.name());
        Path room = folder.resolve("room-" + safeName(artifact.name()));
        try {
            try (InputStream origin = source.open(artifact, room)) {
                return intake.take(artifact, origin, folder.resolve(safeName(artifact.name())));
            } finally {
                RunFolder.delete(room);
            }
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "artifact " + artifact.name() + " cannot be read: " + e.getMessage(),
                    "may this user read " + artifact.location() + "? was it rotated away meanwhile?",
                    e);
        }
    }

    /** Names come from the origin; ours are plain. */
    private static String safeName(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return "artifact-" + plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
    }
}
