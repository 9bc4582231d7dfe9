package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0, 0.00",
        "1, 1.0",
        "'> 0', 1",
        "'>= 10', 10",
        "'<= 10', 10",
        "'< 10', 9.99",
        "'!= 3', 4",
        "fremont-1, fremont-1",
        "true, t",
        "false, f",
        "'!= old', new",
        "'= 5', 5"
    })
    void holds(String expected, String found) {
        assertThat(Expected.parse(expected).holds(found)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "'> 0', 0",
        "'>= 10', 9",
        "'<= 10', 11",
        "'< 10', 10",
        "'!= 3', 3.0",
        "fremont-1, fremont-2",
        "fremont-1, Fremont-1",
        "true, f",
        "'> 0', abc",
        "'!= old', old"
    })
    void doesNotHold(String expected, String found) {
        assertThat(Expected.parse(expected).holds(found)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0", "'> 0'", "'!= x'", "x"})
    void nullNeverHolds(String expected) {
        assertThat(Expected.parse(expected).holds(null)).isFalse();
    }

    @Test
    void anOrderingNeedsANumber() {
        assertThat(Expected.parse("> 0").isSound()).isTrue();
        assertThat(Expected.parse("> many").isSound()).isFalse();
        assertThat(Expected.parse("many").isSound()).isTrue();
    }

    @Test
    void isShownAsItWasWritten() {
        assertThat(Expected.parse(">=10")).hasToString(">= 10");
        assertThat(Expected.parse("fremont-1")).hasToString("fremont-1");
    }
}
