package io.restoreverifier.source;

import io.restoreverifier.inspect.Intake;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.FetchedArtifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;

/** Bytes that cannot be mistaken for each other, to be read over a line that breaks. */
final class ManyBytes {
    static final int COUNT = 3_000_000;

    private ManyBytes() {}

    static byte[] content() {
        byte[] content = new byte[COUNT];
        new Random(7).nextBytes(content);
        return content;
    }

    /** Writes them, finished long ago; returns their SHA-256. */
    static String put(Path file) throws IOException {
        Files.setLastModifiedTime(Files.write(file, content()), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        return sha256();
    }

    static String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes an artifact in as a run does. */
    static FetchedArtifact fetch(Source source, Artifact artifact, Path folder) throws IOException {
        try (InputStream stream = source.open(artifact)) {
            return new Intake(Set.of(), done -> {}).take(artifact, stream, folder.resolve("copy"));
        }
    }

    static String stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
