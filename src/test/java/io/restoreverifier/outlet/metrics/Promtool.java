package io.restoreverifier.outlet.metrics;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own tool; where there is none, the test fails under CI=true and says loudly that it did not run. */
public final class Promtool {
    private static final Path RULES = Path.of("docs/alerts/restore-verifier.rules.yml");
    private static final String FINISHED = "restore_verifier_run_finished_timestamp_seconds";

    private Promtool() {}

    /** What it says, and its status as the last line. */
    static String run(Path input, String... arguments) throws IOException, InterruptedException {
        if (!Files.exists(input)) {
            Files.createFile(input);
        }
        Process process = new ProcessBuilder(Stream.concat(Stream.of(program().toString()), Arrays.stream(arguments))
                        .toList())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output + "status " + process.waitFor() + "\n";
    }

    /**
     * Holds the alert rules that are offered against metrics of ours.
     *
     * @param now the moment that the run pretended to be of
     * @param since how many hours ago that run ended, for whoever looks
     * @param expected the alerts that fire then, and no other does
     * @return what promtool says; {@code status 0} at its end when it is so
     */
    public static String fires(Path folder, String metrics, long now, int since, List<String> expected)
            throws IOException, InterruptedException {
        String series = metrics.lines()
                .filter(line -> line.startsWith("restore_verifier_"))
                .map(line -> "      - {series: '" + line.substring(0, line.lastIndexOf(' ')) + "', values: '"
                        + value(line, now, since) + "x6'}\n")
                .collect(Collectors.joining());
        String samples = expected.stream()
                .map(alert -> "          - {labels: '{alertname=\"" + alert + "\"}', value: 1}\n")
                .collect(Collectors.joining());
        Path test = Files.writeString(folder.resolve("night.test.yml"), """
                rule_files: ['%s']
                evaluation_interval: 10m
                tests:
                  - interval: 10m
                    input_series:
                %s    promql_expr_test:
                      - expr: count by (alertname) (ALERTS{alertstate="firing"})
                        eval_time: 1h
                        exp_samples:%s
                """.formatted(
                        RULES.toAbsolutePath(), series, samples.isEmpty() ? " []" : "\n" + samples));
        return run(folder.resolve("none"), "test", "rules", test.toString());
    }

    /** In promtool's world it is one hour after 1970 began. */
    private static String value(String line, long now, int since) {
        double value = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        if (line.startsWith(FINISHED)) {
            return Long.toString(3600L * (1 - since));
        }
        double shifted = line.contains("timestamp_seconds") && value != 0 ? value - now + 3600 - 3600.0 * since : value;
        return BigDecimal.valueOf(shifted).toPlainString();
    }

    private static Path program() {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> !text.isBlank())
                .orElse(System.getProperty("user.home") + "/.cache");
        Path kept = Path.of(cache, "restore-verifier", "promtool");
        Optional<Path> program = Stream.concat(
                        Stream.of(kept),
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                                .map(part -> Path.of(part, "promtool")))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            String missing = "*** MISSING: promtool *** nobody tested the alert rules: bin/provision fetches it";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
        }
        return program.orElseThrow();
    }
}
