package io.restoreverifier.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/** BLAKE2b with 512 bits and no key, as b2sum(1) computes it; Java has none. Constants and steps are those of RFC 7693. */
final class Blake2b extends MessageDigest {
    private static final int BLOCK = 128;
    private static final int BYTES = 64;
    private static final int ROUNDS = 12;
    private static final String START = "6a09e667f3bcc908bb67ae8584caa73b3c6ef372fe94f82ba54ff53a5f1d36f1"
            + "510e527fade682d19b05688c2b3e6c1f1f83d9abfb41bd6b5be0cd19137e2179";
    /** In which order each of ten rounds takes the words of a block, one digit a word. */
    private static final String ORDER = "0123456789abcdef" + "ea489fd61c02b753" + "b8c052fdae367194"
            + "7931dcbe265a40f8" + "905724afe1bc683d" + "2c6a0b834d75fe19" + "c51fed4a0763928b" + "db7ec13950f4862a"
            + "6fe9b308c2d714a5" + "a2847615fb9e3cd0";

    private final long[] state = new long[8];
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private long total;

    Blake2b() {
        super("BLAKE2b");
        engineReset();
    }

    @Override
    protected void engineReset() {
        for (int i = 0; i < state.length; i++) {
            state[i] = start(i);
        }
        state[0] ^= 0x01010000 ^ BYTES;
        filled = 0;
        total = 0;
    }

    @Override
    protected void engineUpdate(byte input) {
        engineUpdate(new byte[] {input}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        int at = offset;
        while (at < offset + length) {
            // The last block is told by itself, so that a full one waits for what follows.
            if (filled == BLOCK) {
                total += BLOCK;
                mix(false);
                filled = 0;
            }
            int taken = Math.min(BLOCK - filled, offset + length - at);
            System.arraycopy(input, at, block, filled, taken);
            filled += taken;
            at += taken;
        }
    }

    @Override
    protected byte[] engineDigest() {
        total += filled;
        Arrays.fill(block, filled, BLOCK, (byte) 0);
        mix(true);
        ByteBuffer digest = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long word : state) {
            digest.putLong(word);
        }
        engineReset();
        return digest.array();
    }

    private void mix(boolean last) {
        long[] m = new long[16];
        ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(m);
        long[] v = Arrays.copyOf(state, 16);
        for (int i = 0; i < 8; i++) {
            v[8 + i] = start(i);
        }
        v[12] ^= total;
        v[14] ^= last ? -1L : 0L;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < 8; i++) {
                int turn = i / 4;
                int at = round % 10 * 16 + 2 * i;
                int b = 4 + (i + turn) % 4;
                int c = 8 + (i + 2 * turn) % 4;
                int d = 12 + (i + 3 * turn) % 4;
                step(v, new int[] {i % 4, b, c, d}, m[word(at)], m[word(at + 1)]);
            }
        }
        for (int i = 0; i < 8; i++) {
            state[i] ^= v[i] ^ v[i + 8];
        }
    }

    private static void step(long[] v, int[] at, long x, long y) {
        int a = at[0];
        int b = at[1];
        int c = at[2];
        int d = at[3];
        v[a] += v[b] + x;
        v[d] = Long.rotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = Long.rotateRight(v[b] ^ v[c], 24);
        v[a] += v[b] + y;
        v[d] = Long.rotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = Long.rotateRight(v[b] ^ v[c], 63);
    }

    private static int word(int at) {
        return Character.digit(ORDER.charAt(at), 16);
    }

    private static long start(int i) {
        return Long.parseUnsignedLong(START, 16 * i, 16 * i + 16, 16);
    }
}
