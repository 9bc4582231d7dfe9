package io.restoreverifier.archive;

import java.io.IOException;
import java.io.InputStream;

/**
 * What all that is compressed within one artifact may come to together. Each of many small archives in it may stay below the
 * limits of one, and an archive in a compressed archive grows twice: held against the artifact itself, neither gets far. For one
 * thread, and one pass over one artifact.
 */
public final class Allowance {
    private final Limits limits;
    private final long most;
    private long passed;

    /**
     * @param limits of each of them by itself; their ratio is that of all of them to the artifact, too
     * @param artifact how many bytes it has as it lies there
     */
    public Allowance(Limits limits, long artifact) {
        this.limits = limits;
        long ratio = limits.ratio();
        long grown = artifact > limits.bytes() / ratio ? limits.bytes() : artifact * ratio;
        this.most = Math.max(limits.ratioFrom(), grown);
    }

    Limits limits() {
        return limits;
    }

    /** The same bytes, counted: reading more of them than are left is a {@link DamageFound}. Closing it closes what it reads from. */
    public InputStream counted(InputStream uncompressed) {
        return new BulkReads(uncompressed) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = in.read(buffer, offset, length);
                passed += Math.max(0, n);
                if (passed > most) {
                    throw new DamageFound(Damage.bomb("what is compressed within the artifact makes more than "
                            + Quantity.bytes(most) + " together"));
                }
                return n;
            }
        };
    }
}
