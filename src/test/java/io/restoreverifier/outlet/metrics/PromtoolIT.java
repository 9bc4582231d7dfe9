package io.restoreverifier.outlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.outlet.SampleNight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool reads what we write, and accepts and tests the alert rules that are offered with it. */
class PromtoolIT {
    @TempDir
    Path folder;

    @Test
    void theExpositionIsAccepted() throws Exception {
        Path file = folder.resolve("night.prom");
        Files.write(file, Exposition.of(SampleNight.ending(folder)));

        assertThat(promtool(file, "check", "metrics")).isEqualTo("status 0\n");
    }

    @Test
    void theToolWouldRefuseAnother() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.prom"), "restore_verifier_backups{verdict=\"PASSED} 1\n");

        assertThat(promtool(file, "check", "metrics")).doesNotContain("status 0");
    }

    @Test
    void theAlertRulesAreAcceptedAndFireWhenTheyShould() throws Exception {
        Path rules = Path.of("docs/alerts/restore-verifier.rules.yml");
        assertThat(promtool(folder.resolve("none"), "check", "rules", rules.toString()))
                .contains("status 0");
        try (Stream<Path> tests = Files.list(rules.getParent())) {
            List<String> files = tests.map(Path::toString)
                    .filter(name -> name.endsWith(".test.yml"))
                    .toList();
            assertThat(files).isNotEmpty();
            for (String file : files) {
                assertThat(promtool(folder.resolve("none"), "test", "rules", file))
                        .contains("status 0");
            }
        }
    }

    /** Each alert that there is has been seen firing. */
    @Test
    void noRuleIsUntested() throws IOException {
        String tests = Files.readString(Path.of("docs/alerts/restore-verifier.test.yml"));

        List<String> alerts = Files.readAllLines(Path.of("docs/alerts/restore-verifier.rules.yml")).stream()
                .filter(line -> line.contains("- alert: "))
                .map(line -> line.replaceAll(".*- alert: ", ""))
                .toList();

        assertThat(alerts).hasSizeGreaterThan(6);
        assertThat(alerts).allSatisfy(alert -> assertThat(tests).contains("exp_labels: {alertname: " + alert));
    }

    private static String promtool(Path input, String... arguments) throws IOException, InterruptedException {
        return Promtool.run(input, arguments);
    }
}
