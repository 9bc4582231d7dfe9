package io.restoreverifier.inspect;

import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How the artifacts of a source are decrypted, by the program of this machine that encrypted them. Its key goes to the
 * program's standard input; what it keeps of it lies in a folder that is removed before this returns. Safe for use by
 * several threads.
 */
public final class Decryption {
    private static final Map<String, Function<Settings, Cipher>> KINDS = kinds();
    private static final int BUFFER = 1 << 17;
    private static final int LONGEST_ANSWER = 1 << 16;

    private final Cipher cipher;

    /** What became of it. */
    public enum Ended {
        /** Every byte of it is as it was encrypted. */
        WHOLE,
        /** The program found nothing wrong, and would not see everything. */
        PERHAPS_WHOLE,
        WRONG_KEY,
        DAMAGED,
        /** The key does not fit, or the last bytes are damaged. */
        UNDECIDED
    }

    /** Hears how many bytes were decrypted; what it throws ends it. */
    @FunctionalInterface
    public interface Through {
        void bytes(long decrypted);
    }

    private Decryption(Cipher cipher) {
        this.cipher = cipher;
    }

    private static Map<String, Function<Settings, Cipher>> kinds() {
        Map<String, Function<Settings, Cipher>> kinds = new LinkedHashMap<>();
        kinds.put("age", AgeCipher::read);
        kinds.put("gpg", GpgCipher::read);
        kinds.put("openssl", OpensslCipher::read);
        return java.util.Collections.unmodifiableMap(kinds);
    }

    /**
     * Reads {@code decrypt:} of the section {@code source:}; what is wrong with it becomes a problem of the catalog.
     *
     * @return empty when it says nothing of it
     */
    public static Optional<Decryption> read(Settings source) {
        Optional<Settings> decrypt = source.section("decrypt");
        if (decrypt.isEmpty()) {
            return Optional.empty();
        }
        List<String> named =
                decrypt.get().keys().stream().filter(KINDS::containsKey).toList();
        if (named.size() != 1 || decrypt.get().keys().size() != 1) {
            decrypt.get().skip();
            source.problem(
                    "decrypt", "expected one of " + String.join(", ", KINDS.keySet()), "write `decrypt: {age: ...}`");
            return Optional.empty();
        }
        Function<Settings, Cipher> kind = java.util.Objects.requireNonNull(KINDS.get(named.get(0)));
        return decrypt.get().section(named.get(0)).map(kind).map(Decryption::new);
    }

    /** The program, for messages. */
    public String program() {
        return cipher.program();
    }

    /**
     * Whether a file begins as what the program has encrypted.
     *
     * @throws CannotTell INTERRUPTED when the run is
     */
    public boolean wrote(Path file) {
        try {
            return cipher.wrote(Unwrapped.head(file));
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while looking at what is encrypted", "", e);
        }
    }

    /** Whether it sees each byte that was changed. */
    public boolean proves() {
        return cipher.proves();
    }

    /**
     * Decrypts a file. What was written until it failed stays.
     *
     * @param plain must not exist yet
     * @param scratch an empty folder that nobody else can enter; the caller removes it
     * @throws CannotTell TOOL_FAILED when there is no such program, TIMED_OUT when it takes longer than the limit
     * @throws IOException when the result cannot be written
     */
    public Ended decrypt(Path encrypted, Path plain, Path scratch, Duration limit, Through through) throws IOException {
        try {
            List<Cipher.Step> steps = cipher.steps(encrypted);
            for (Cipher.Step step : steps.subList(0, steps.size() - 1)) {
                Path unused = Files.createTempFile(scratch, "out", "");
                if (run(step, unused, scratch, limit, bytes -> {}).status() != 0) {
                    return Ended.WRONG_KEY;
                }
            }
            Files.createFile(plain, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Said said = run(steps.get(steps.size() - 1), plain, scratch, limit, through);
            return cipher.judge(said.status(), said.text());
        } finally {
            endHelpers(scratch);
        }
    }

    private record Said(int status, String text) {}

    private Said run(Cipher.Step step, Path output, Path scratch, Duration limit, Through through) throws IOException {
        Path errors = Files.createTempFile(scratch, "errors", "");
        Process process = begin(step.arguments(), errors, scratch);
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        long begun = System.nanoTime();
        try {
            give(process, step.input());
            copy(process.getInputStream(), output, through);
            int status = process.waitFor();
            if (System.nanoTime() - begun >= limit.toNanos()) {
                throw new CannotTell(
                        FindingCode.TIMED_OUT,
                        program() + " did not end within " + limit.toSeconds() + " s",
                        "give the backup more time with `timeout:`");
            }
            try (InputStream said = Files.newInputStream(errors)) {
                return new Said(status, new String(said.readNBytes(LONGEST_ANSWER), StandardCharsets.ISO_8859_1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while decrypting", "", e);
        } finally {
            late.cancel(false);
            process.destroyForcibly();
        }
    }

    private Process begin(List<String> arguments, Path errors, Path scratch) {
        ProcessBuilder builder =
                new ProcessBuilder(arguments).directory(scratch.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment()
                .putAll(Map.of("LC_ALL", "C", "HOME", scratch.toString(), "GNUPGHOME", scratch.toString()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "there is no " + program() + " on this machine to decrypt with",
                    "install it (Debian and Ubuntu: apt-get install "
                            + (program().equals("gpg") ? "gnupg" : program()) + ")",
                    e);
        }
    }

    /** A program that ends before it has read its key says itself why. */
    private static void give(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return;
        }
    }

    private static void copy(InputStream in, Path file, Through through) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            long bytes = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                bytes += n;
                through.bytes(bytes);
            }
        }
    }

    /** What gpg has begun in the background, which holds a private key. */
    private void endHelpers(Path scratch) throws IOException {
        if (!program().equals("gpg")) {
            return;
        }
        try {
            begin(List.of("gpgconf", "--kill", "all"), Files.createTempFile(scratch, "errors", ""), scratch)
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
