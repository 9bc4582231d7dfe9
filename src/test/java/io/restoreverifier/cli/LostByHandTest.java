package io.restoreverifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What docs/copies.md works out by hand for each domain of the sample company is what the command answers. */
class LostByHandTest {
    private static final Pattern ANSWER = Pattern.compile("(?m)^if (\\S+) is lost now, .*:\\n(?:  .*\\n)+");

    @TempDir
    Path folder;

    @Test
    void everyDomainIsAnsweredAsWorkedOutByHand() throws IOException {
        Status came = Status.PASSED;
        LastNight.of(Instant.parse("2026-11-18T06:00:00Z"))
                .restored("customer-database", Duration.ofMinutes(21), Map.of("rotterdam", came))
                .keep(folder.resolve("history"));
        LastNight.of(Instant.parse("2026-11-19T06:00:00Z"))
                .restored("customer-database", Duration.ofMinutes(16), Map.of("paris", came))
                .restored("clientarea-code", Duration.ofSeconds(25), Map.of("rotterdam", came))
                .keep(folder.resolve("history"));
        LastNight.of(Instant.parse("2026-11-20T06:00:00Z"))
                .restored("customer-database", Duration.ofMinutes(14), Map.of("source", came))
                .restored("clientarea-code", Duration.ofSeconds(20), Map.of("source", came))
                .started("clientarea", Duration.ofSeconds(14 * 60 + 30), Verdict.PASSED)
                .keep(folder.resolve("history"));

        assertThat(lost()).isEqualTo(byDomain(Files.readString(Path.of("docs/copies.md"))));
    }

    private Map<String, String> lost() {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        assertThat(line.execute(
                        "lost",
                        "--catalog",
                        "fixtures/ground",
                        "--history",
                        folder.resolve("history").toString()))
                .isZero();
        return byDomain(out.toString());
    }

    private static Map<String, String> byDomain(String text) {
        Map<String, String> answers = new TreeMap<>();
        ANSWER.matcher(text).results().forEach((MatchResult answer) -> answers.put(answer.group(1), answer.group()));
        assertThat(answers).isNotEmpty();
        return answers;
    }
}
