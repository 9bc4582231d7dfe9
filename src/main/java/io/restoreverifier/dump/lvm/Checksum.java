package io.restoreverifier.dump.lvm;

/** LVM2's CRC-32 ({@code lib/misc/crc.c}): the common polynomial, an initial value of its own, and nothing inverted. */
final class Checksum {
    private static final int INITIAL = 0xf597a6cf;
    private static final int POLYNOMIAL = 0xedb88320;

    private Checksum() {}

    static int of(byte[] bytes, int from, int to) {
        int crc = INITIAL;
        for (int i = from; i < to; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = crc >>> 1 ^ POLYNOMIAL & -(crc & 1);
            }
        }
        return crc;
    }
}
