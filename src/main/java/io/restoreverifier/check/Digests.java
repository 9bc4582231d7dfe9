package io.restoreverifier.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Digests of a file, all of them in one read. */
final class Digests {
    private static final int BUFFER = 1 << 16;

    private Digests() {}

    /** The algorithms of sha256sum(1) and its like, of mtree(8) and of b2sum(1). */
    enum Algorithm {
        MD5("MD5", 32),
        SHA1("SHA-1", 40),
        SHA224("SHA-224", 56),
        SHA256("SHA-256", 64),
        SHA384("SHA-384", 96),
        SHA512("SHA-512", 128),
        BLAKE2B("BLAKE2b", 128),
        /** What git calls a file's content, in repositories of either object format. */
        GIT_SHA1("git blob", 40),
        GIT_SHA256("git blob", 64);

        private final String words;
        private final int digits;

        Algorithm(String words, int digits) {
            this.words = words;
            this.digits = digits;
        }

        String words() {
            return words;
        }

        int digits() {
            return digits;
        }

        /** As tools write it: {@code SHA256}, {@code SHA2-256}, {@code sha-256}, {@code sha256digest}, {@code BLAKE2b}. */
        static Optional<Algorithm> named(String tag) {
            String plain = tag.toUpperCase(Locale.ROOT)
                    .replace("SHA2-", "SHA")
                    .replace("-", "")
                    .replaceFirst("DIGEST$", "");
            return Arrays.stream(values()).filter(a -> a.name().equals(plain)).findFirst();
        }

        /** The one whose digests have so many digits; of two, SHA-512. */
        static Optional<Algorithm> ofDigits(int digits) {
            return Arrays.stream(values()).filter(a -> a.digits == digits).findFirst();
        }

        /** @param size of what is to be digested, which git puts before it */
        MessageDigest begin(long size) {
            return switch (this) {
                case BLAKE2B -> new Blake2b();
                case GIT_SHA1 -> blob("SHA-1", size);
                case GIT_SHA256 -> blob("SHA-256", size);
                case MD5, SHA1, SHA224, SHA256, SHA384, SHA512 -> ofJava(words);
            };
        }

        private static MessageDigest blob(String algorithm, long size) {
            MessageDigest digest = ofJava(algorithm);
            digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
            return digest;
        }

        private static MessageDigest ofJava(String algorithm) {
            try {
                return MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has " + algorithm, e);
            }
        }
    }

    /** Lower-case hexadecimal. */
    static Map<Algorithm, String> of(Path file, long size, Set<Algorithm> algorithms) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return of(in, size, algorithms);
        }
    }

    /** Of where a symbolic link leads, which is its content for git. */
    static Map<Algorithm, String> ofLink(Path link, Set<Algorithm> algorithms) throws IOException {
        byte[] leads = Files.readSymbolicLink(link).toString().getBytes(StandardCharsets.UTF_8);
        return of(new ByteArrayInputStream(leads), leads.length, algorithms);
    }

    private static Map<Algorithm, String> of(InputStream in, long size, Set<Algorithm> algorithms) throws IOException {
        Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);
        algorithms.forEach(algorithm -> digests.put(algorithm, algorithm.begin(size)));
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, size))];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (MessageDigest digest : digests.values()) {
                digest.update(buffer, 0, read);
            }
        }
        Map<Algorithm, String> found = new EnumMap<>(Algorithm.class);
        digests.forEach(
                (algorithm, digest) -> found.put(algorithm, HexFormat.of().formatHex(digest.digest())));
        return found;
    }
}
