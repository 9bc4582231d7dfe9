package io.restoreverifier.inspect;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.WriteTrouble;
import io.restoreverifier.archive.Zeros;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Takes an artifact in: one read of the origin makes the verifier's own copy and every digest, so that what is restored
 * is what was hashed. Stateless between calls; memory does not grow with the artifact.
 */
public final class Intake {
    private static final int BUFFER = 1 << 17;
    private final Set<String> algorithms;
    private final LongConsumer progress;

    /**
     * @param algorithms digests to compute beside SHA-256, as {@link MessageDigest} names them
     * @param progress hears how many bytes were copied, each time more
     */
    public Intake(Set<String> algorithms, LongConsumer progress) {
        this.algorithms = new TreeSet<>(algorithms);
        this.algorithms.add("SHA-256");
        this.progress = progress;
    }

    /**
     * Copies a stream to its end into a new file that everybody may read. A copy that could not be finished is deleted.
     *
     * @param origin stays open
     * @param file must not exist yet; its folder must
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set. A read that blocks is not woken
     * @throws CannotTell with SOURCE_UNREACHABLE or TIMED_OUT when the origin cannot be read to its end, OUT_OF_DISK when there is no
     *     room for the copy, TOOL_FAILED when the copy cannot be written otherwise
     */
    public FetchedArtifact take(Artifact artifact, InputStream origin, Path file) throws InterruptedIOException {
        Copy copy = new Copy(artifact, origin, file, digests());
        boolean finished = false;
        try {
            copy.run();
            finished = true;
        } finally {
            if (!finished) {
                copy.delete();
            }
        }
        return new FetchedArtifact(
                artifact.measured(copy.bytes), file, copy.bytes, copy.digests(), copy.bytes > 0 && copy.zeros);
    }

    private Map<String, MessageDigest> digests() {
        Map<String, MessageDigest> digests = new HashMap<>();
        for (String algorithm : algorithms) {
            try {
                digests.put(algorithm, MessageDigest.getInstance(algorithm));
            } catch (NoSuchAlgorithmException e) {
                throw new CannotTell(
                        FindingCode.NOT_SUPPORTED,
                        "checksums by " + algorithm + " are not known here",
                        "use SHA-256",
                        e);
            }
        }
        return digests;
    }

    private final class Copy {
        private final Artifact artifact;
        private final InputStream origin;
        private final Path file;
        private final Map<String, MessageDigest> digests;
        private boolean created;
        private boolean zeros = true;
        private long bytes;

        Copy(Artifact artifact, InputStream origin, Path file, Map<String, MessageDigest> digests) {
            this.artifact = artifact;
            this.origin = origin;
            this.file = file;
            this.digests = digests;
        }

        void run() throws InterruptedIOException {
            try (OutputStream out =
                    Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                created = true;
                byte[] buffer = new byte[BUFFER];
                for (int n = read(buffer); n >= 0; n = read(buffer)) {
                    out.write(buffer, 0, n);
                    digests.values().forEach(noting(buffer, n));
                    zeros = zeros && Zeros.only(buffer, 0, n);
                    bytes += n;
                    progress.accept(bytes);
                }
                makeReadable();
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                // Only writing can end here: what the origin throws was turned into CannotTell in read().
                throw interruptedOr(WriteTrouble.explain(
                        e,
                        Objects.requireNonNull(file.toAbsolutePath().getParent()),
                        Math.max(bytes, artifact.bytes())));
            }
        }

        private int read(byte[] buffer) throws InterruptedIOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while fetching");
            }
            try {
                return origin.read(buffer);
            } catch (IOException e) {
                throw interruptedOr(new CannotTell(
                        e instanceof SocketTimeoutException ? FindingCode.TIMED_OUT : FindingCode.SOURCE_UNREACHABLE,
                        artifact.name() + " could not be read beyond its first " + Quantity.bytes(bytes)
                                + (artifact.bytes() < 0 ? "" : " of " + Quantity.number(artifact.bytes())) + ": "
                                + e.getMessage(),
                        "look at the disk or the connection that it lies behind",
                        e));
            }
        }

        private CannotTell interruptedOr(CannotTell trouble) throws InterruptedIOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while fetching");
            }
            return trouble;
        }

        private void makeReadable() throws IOException {
            // The sandbox's tools read it as a user of their own, whatever umask the verifier runs with.
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }

        void delete() {
            try {
                if (created) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                // The folder goes with the run; what counts is why the copy could not be finished.
                return;
            }
        }

        Map<String, String> digests() {
            Map<String, String> hex = new HashMap<>();
            digests.forEach((name, digest) -> hex.put(name, HexFormat.of().formatHex(digest.digest())));
            return hex;
        }
    }

    private static java.util.function.Consumer<MessageDigest> noting(byte[] buffer, int length) {
        return digest -> digest.update(buffer, 0, length);
    }
}
