package io.restoreverifier.cli;

import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Suggestions;
import io.restoreverifier.run.PastRuns;
import io.restoreverifier.run.RunOptions;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what earlier runs found. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Prints what earlier runs found of a backup, and how it went over time.",
        description = {
            "Without a name: the last outcome of every backup.",
            "Ends with status 0 when something is known, 2 when the history cannot be read, 64 when it knows no such"
                    + " backup."
        })
final class HistoryCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "BACKUP", arity = "0..1", description = "Its name in the catalog.")
    private @Nullable String backup;

    @Option(
            names = "--history",
            paramLabel = "PLACE",
            description = "Folder, or JDBC URL of PostgreSQL. Default: .restore-verifier/history")
    private @Nullable String history;

    @Option(names = "--last", paramLabel = "N", defaultValue = "30", description = "At most so many runs. Default: 30")
    private int last;

    @Override
    public Integer call() {
        if (last < 1) {
            throw new CommandException(ExitStatus.USAGE, "--last: `" + last + "` is not a number from 1");
        }
        RunOptions options = new RunProperties().with("history", history).options();
        PastRuns runs = new PastRuns(options);
        if (!runs.exist()) {
            throw new CommandException(
                    ExitStatus.USAGE, "no run is kept in " + options.history() + "\n  hint: say where, with --history");
        }
        PrintWriter out = out();
        if (backup == null) {
            HistoryText.ofAll(runs.last()).forEach(out::println);
        } else {
            List<PastOutcome> known = known(runs, backup);
            HistoryText.ofOne(known.subList(Math.max(0, known.size() - last), known.size()))
                    .forEach(out::println);
        }
        out.flush();
        return ExitStatus.PASSED.code();
    }

    private static List<PastOutcome> known(PastRuns runs, String backup) {
        List<PastOutcome> known = runs.of(backup);
        if (known.isEmpty()) {
            List<String> names = runs.last().stream().map(PastOutcome::entry).toList();
            throw new CommandException(
                    ExitStatus.USAGE,
                    "the history knows no backup " + backup + "\n  hint: " + Suggestions.hint(backup, names));
        }
        return known;
    }

    private PrintWriter out() {
        return spec == null
                ? new PrintWriter(System.out, true, Charset.defaultCharset())
                : spec.commandLine().getOut();
    }
}
