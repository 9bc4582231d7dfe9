package io.restoreverifier.inspect;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a git bundle says before its pack (gitformat-bundle(5)).
 *
 * @param digest that its objects are named by, as {@link java.security.MessageDigest} calls it
 * @param filtered whether objects were left out on purpose
 * @param prerequisites commits that it is built on and does not hold
 * @param refs each with the object that it names, as written
 */
record BundleHeader(String digest, boolean filtered, int prerequisites, List<String> refs) {
    private static final int MOST_REFS = 1_000_000;
    private static final int LONGEST_LINE = 8192;

    BundleHeader {
        refs = List.copyOf(refs);
    }

    /** That what should be a header is none; the message is fit for users. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /**
     * Reads up to the first byte of the pack.
     *
     * @throws EOFException when it ends before
     */
    static BundleHeader read(InputStream in) throws IOException, Malformed {
        line(in);
        String digest = "SHA-1";
        boolean filtered = false;
        int prerequisites = 0;
        List<String> refs = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.startsWith("@")) {
                digest = line.equals("@object-format=sha256") ? "SHA-256" : digest;
                filtered |= line.startsWith("@filter=");
            } else if (line.startsWith("-")) {
                prerequisites++;
            } else if (line.matches("([0-9a-f]{40}|[0-9a-f]{64}) .+") && refs.size() < MOST_REFS) {
                refs.add(line);
            } else {
                throw new Malformed("its list of branches and tags makes no sense");
            }
        }
        return new BundleHeader(digest, filtered, prerequisites, refs);
    }

    private static String line(InputStream in) throws IOException, Malformed {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (line.length() >= LONGEST_LINE) {
                throw new Malformed("a line of its header is longer than " + LONGEST_LINE + " bytes");
            }
            line.append((char) c);
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
