package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZerosTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 8191, 8192, 8193, 20_000})
    void oneOtherByteIsSeenWhereverItIsAndNowhereElse(int length) {
        byte[] bytes = new byte[length + 2];
        bytes[0] = 1;
        bytes[length + 1] = -1;

        assertThat(Zeros.only(bytes, 1, length + 1)).isTrue();
        assertThat(Zeros.only(bytes, 0, length + 1)).isFalse();
        assertThat(Zeros.only(bytes, 1, length + 2)).isFalse();
    }
}
