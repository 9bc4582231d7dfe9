package io.restoreverifier.check;

import java.util.Map;
import java.util.Optional;

/**
 * What a manifest says of one path.
 *
 * @param line where it stands, from 1
 * @param path relative to the top of the tree, by parts without {@code .}; empty for the top itself
 * @param shown the path as written, for messages
 * @param kind empty when the manifest does not say
 * @param mode the permissions of a file
 * @param link where a symbolic link leads
 * @param digests lower-case hexadecimal, by algorithm
 * @param optional whether it may be missing
 */
record ManifestEntry(
        long line,
        String path,
        String shown,
        Optional<Kind> kind,
        Optional<Long> size,
        Optional<Integer> mode,
        Optional<String> link,
        Map<Digests.Algorithm, String> digests,
        boolean optional) {

    /** What a path can be. */
    enum Kind {
        FILE("a file"),
        DIRECTORY("a folder"),
        LINK("a symbolic link"),
        OTHER("neither file nor folder nor link");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** A line of a list of checksums, which says nothing of what a path is: sha256sum(1) reads through links. */
    static ManifestEntry ofFile(long line, String written, Digests.Algorithm algorithm, String hex) {
        return new ManifestEntry(
                line,
                relative(written),
                written,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(algorithm, hex),
                false);
    }

    /** Without {@code .} and empty parts; what is absolute or goes up stays so, and is nowhere in the tree. */
    static String relative(String written) {
        StringBuilder path = new StringBuilder(written.startsWith("/") ? "/" : "");
        for (String part : written.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                path.append(path.isEmpty() || path.charAt(path.length() - 1) == '/' ? "" : "/")
                        .append(part);
            }
        }
        return path.toString();
    }
}
