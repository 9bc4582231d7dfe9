package io.restoreverifier.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A compressed file that is an entry of an archive. */
public final class InnerFile {
    private InnerFile() {}

    /**
     * What it holds. To be closed, which leaves {@code data} open: some decompressors hold memory outside of the heap.
     *
     * @throws DamageFound also when it is read: it breaks or ends too early
     */
    public static InputStream uncompressed(InputStream data, Limits limits) throws IOException {
        InnerTar.Counted counted = new InnerTar.Counted(data);
        BufferedInputStream buffered = new BufferedInputStream(counted, 1 << 16);
        buffered.mark(Wrapping.HEAD);
        Wrapping wrapping = Wrapping.of(buffered.readNBytes(Wrapping.HEAD));
        buffered.reset();
        return new Layer(InnerTar.opened(wrapping, buffered, counted), counted::position, limits);
    }
}
