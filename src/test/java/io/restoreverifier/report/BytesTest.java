package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "16234567, 16.2 MB",
        "999950, 1.0 MB",
        "999949, 999.9 kB",
        "9223372036854775807, 9.2 EB"
    })
    void amountsAreReadByHumans(long bytes, String expected) {
        assertThat(Bytes.format(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"812, 812 bytes", "16234567, 16 234 567 bytes"})
    void exactAmountsSetThousandsApart(long bytes, String expected) {
        assertThat(Bytes.exact(bytes)).isEqualTo(expected);
    }
}
