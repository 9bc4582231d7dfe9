package io.restoreverifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.history.History;
import io.restoreverifier.history.Runs;
import io.restoreverifier.model.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HistoryCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void oneBackupIsPrintedRunByRunWithItsTrend() {
        keep("customers", 3);

        assertThat(history("customers")).isZero();

        assertThat(out.toString()).isEqualTo("""
                as of (UTC)       verdict                     bytes   rows or files       RPO       RTO
                2026-11-19 06:00  PASSED                      1 000           6 200        2h     12.0s
                2026-11-20 06:00  PASSED                      1 000           6 200        2h     12.0s
                2026-11-21 06:00  COULD NOT VERIFY            1 000           6 200        2h     12.0s

                bytes  ▁▁▁
                rows   ▁▁▁
                RPO    ▁▁▁
                RTO    ▁▁▁
                """);
    }

    @Test
    void noMoreThanAskedFor() {
        keep("customers", 3);

        assertThat(history("customers", "--last", "1")).isZero();

        assertThat(out.toString()).contains("2026-11-21").doesNotContain("2026-11-20");
    }

    @Test
    void withoutANameEachBackupIsPrintedOnce() {
        keep("customers", 2);

        assertThat(history()).isZero();

        assertThat(out.toString()).isEqualTo("""
                backup     as of (UTC)       verdict                     bytes   rows or files       RPO       RTO
                customers  2026-11-21 06:00  COULD NOT VERIFY            1 000           6 200        2h     12.0s
                """);
    }

    @Test
    void aBackupThatIsNotKnownIsSaid() {
        keep("customers", 1);

        assertThat(history("custmers")).isEqualTo(64);
        assertThat(err.toString()).startsWith("the history knows no backup custmers\n  hint: ");
    }

    @Test
    void whereNothingIsKeptNothingIsMade() {
        assertThat(history("customers")).isEqualTo(64);
        assertThat(err.toString())
                .isEqualTo("no run is kept in " + folder.resolve("history") + "\n  hint: say where, with --history\n");
        assertThat(folder.resolve("history")).doesNotExist();
    }

    private void keep(String entry, int nights) {
        History history = History.open(folder.resolve("history").toString(), Duration.ofSeconds(5));
        for (int ago = nights - 1; ago >= 0; ago--) {
            Instant at = Runs.NOW.minus(Duration.ofDays(ago));
            Verdict verdict = ago == 0 ? Verdict.COULD_NOT_VERIFY : Verdict.PASSED;
            history.keep(Runs.run("run-" + ago, at, List.of(Runs.outcome(entry, at, verdict))), Duration.ofDays(400));
        }
    }

    private int history(String... arguments) {
        List<String> all = new ArrayList<>(List.of("history"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--history", folder.resolve("history").toString()));
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(all.toArray(String[]::new));
    }
}
