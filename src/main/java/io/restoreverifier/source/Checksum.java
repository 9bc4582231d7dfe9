package io.restoreverifier.source;

/**
 * A checksum beside an artifact.
 *
 * @param algorithm as {@link java.security.MessageDigest} names it, such as {@code SHA-256}
 * @param hex lower-case
 * @param from the file it stands in, for messages
 */
public record Checksum(String algorithm, String hex, String from) {}
