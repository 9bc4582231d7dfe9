package io.restoreverifier.check;

import java.io.IOException;

/** Hears what a manifest says, line by line. */
interface ManifestVisitor {
    void entry(ManifestEntry entry) throws IOException;

    /**
     * @param line from 1
     * @param why such as {@code is not of the form that sha256sum writes}
     */
    void bad(long line, String why) throws IOException;
}
