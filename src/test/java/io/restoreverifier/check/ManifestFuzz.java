package io.restoreverifier.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Whatever bytes come as a manifest, of either kind. */
public final class ManifestFuzz {
    private static final ManifestVisitor NOBODY = new ManifestVisitor() {
        @Override
        public void entry(ManifestEntry entry) {}

        @Override
        public void bad(long line, String why) {}
    };

    private ManifestFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        new ChecksumList(new ManifestLines(new ByteArrayInputStream(bytes)), "SHA256SUMS").read(NOBODY);
        new Mtree(new ManifestLines(new ByteArrayInputStream(bytes))).read(NOBODY);
    }
}
