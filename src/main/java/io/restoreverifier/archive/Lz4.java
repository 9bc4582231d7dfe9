package io.restoreverifier.archive;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/** Data in lz4's frame format, which programs write; its bare blocks are another format. */
public final class Lz4 {
    private Lz4() {}

    /**
     * What one frame uncompresses to. Closing it closes what it reads from.
     *
     * @throws IOException when no frame begins there
     */
    public static InputStream frame(InputStream compressed) throws IOException {
        return new FramedLZ4CompressorInputStream(compressed);
    }
}
