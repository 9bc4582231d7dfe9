package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
    private final Map<String, Duration> parts =
            new LinkedHashMap<>(Map.of("database", Duration.ofSeconds(30), "code", Duration.ofSeconds(2)));

    @Test
    void onlyTheSlowestPartAndTheStartCount() {
        CriticalPath path = new CriticalPath(parts, Duration.ofSeconds(10), Optional.of(Duration.ofMinutes(1)));

        assertThat(path.whole()).isEqualTo(Duration.ofSeconds(40));
        assertThat(path.inWords())
                .isEqualTo("critical path: the slowest part 30.0s, then build, start and readiness 10.0s");
        assertThat(path.drawn().content())
                .contains(">part database *<", ">part code<", ">build, start, readiness *<")
                .contains(">RTO 40.0s, objective 1m; * is on the critical path<");
    }

    @Test
    void whatTakesTooLongIsMarkedAndNamesAreNoMarkup() {
        CriticalPath path = new CriticalPath(
                Map.of("<b>", Duration.ofSeconds(30)), Duration.ZERO, Optional.of(Duration.ofSeconds(5)));

        assertThat(path.drawn().content())
                .contains(">part &lt;b&gt; *<", ">RTO 30.0s, objective 5.0s: TOO MUCH; * is on the critical path<");
    }

    @Test
    void oneWithoutPartsThatTookTimeCanBeDrawn() {
        CriticalPath path = new CriticalPath(Map.of(), Duration.ZERO, Optional.empty());

        assertThat(path.drawn().content()).contains(">RTO 0.0s, no objective; * is on the critical path<");
    }
}
