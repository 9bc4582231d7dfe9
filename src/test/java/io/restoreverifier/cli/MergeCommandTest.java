package io.restoreverifier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is told of shards; how reports become one is the matter of the report room. */
class MergeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void thereMustBeSomethingToMerge() {
        assertThat(merge()).isEqualTo(64);
        assertThat(err.toString())
                .isEqualTo("nothing to merge\n  hint: name the folder of each report, or say --shards\n");
    }

    @Test
    void aNumberOfShardsIsANumber() {
        assertThat(merge("--shards", "-1")).isEqualTo(64);
        assertThat(err.toString()).isEqualTo("--shards: `-1` is not a number from 1 to 9999\n");
        assertThat(merge("--shards", "four")).isEqualTo(64);
    }

    @Test
    void theMergedReportGoesToAFolderOfItsOwn() {
        String report = folder.resolve("report").toString();

        assertThat(merge("--report", report, folder.resolve("./report").toString()))
                .isEqualTo(64);
        assertThat(err.toString()).isEqualTo("""
                --report: %s is one of the reports to merge
                  hint: name another folder
                """.formatted(report));
    }

    @Test
    void shardsOfWhichNoneReportedCouldNotBeVerified() {
        System.setProperty("restore.allure", folder.resolve("no-allure").toString());
        try {
            String report = folder.resolve("report").toString();
            String history = folder.resolve("history").toString();
            assertThat(merge("--shards", "2", "--report", report, "--history", history))
                    .isEqualTo(2);
        } finally {
            System.clearProperty("restore.allure");
        }
        assertThat(out.toString())
                .startsWith("0 passed, 0 failed, 0 could not be verified, 2 missing\n")
                .contains("\nMISSING           shard 1/2", "\nMISSING           shard 2/2");
        assertThat(err.toString()).contains("Allure's command line is not at");
    }

    private int merge(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(
                Stream.concat(Stream.of("merge"), Arrays.stream(arguments)).toArray(String[]::new));
    }
}
