package io.restoreverifier.inspect;

/** The CRC-64 that Redis puts behind its files: the polynomial of Jones, reflected, from 0 on. */
final class Crc64 {
    private static final long POLYNOMIAL = 0x95ac9329ac4bc9b5L;

    private final long[] table = new long[256];
    private long crc;

    Crc64() {
        for (int i = 0; i < table.length; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 1 ? value >>> 1 ^ POLYNOMIAL : value >>> 1;
            }
            table[i] = value;
        }
    }

    void take(byte[] bytes, int length) {
        long value = crc;
        for (int i = 0; i < length; i++) {
            value = table[(int) (value ^ bytes[i]) & 0xff] ^ value >>> 8;
        }
        crc = value;
    }

    long value() {
        return crc;
    }
}
