package io.restoreverifier.source;

import java.nio.charset.StandardCharsets;

/** Whatever stands in a file of checksums. */
public final class ChecksumFuzz {
    private ChecksumFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(line -> ChecksumLine.parse(line, 1))
                .forEach(line -> line.speaksOf(line.nameWithoutFolder()));
    }
}
