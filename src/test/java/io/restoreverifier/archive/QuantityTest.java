package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void digitsStandInGroupsOfThree() {
        assertThat(Quantity.number(0)).isEqualTo("0");
        assertThat(Quantity.number(999)).isEqualTo("999");
        assertThat(Quantity.number(-999)).isEqualTo("-999");
        assertThat(Quantity.number(4812)).isEqualTo("4 812");
        assertThat(Quantity.number(-1234567)).isEqualTo("-1 234 567");
    }

    @Test
    void oneIsNotMany() {
        assertThat(Quantity.bytes(1)).isEqualTo("1 byte");
        assertThat(Quantity.bytes(20_480)).isEqualTo("20 480 bytes");
        assertThat(Quantity.of(0, "entry", "entries")).isEqualTo("0 entries");
    }
}
