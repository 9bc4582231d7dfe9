package io.restoreverifier.cli;

import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.run.RunOptions;
import io.restoreverifier.run.ShardMerge;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one report of those of several machines. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Makes one report of those that several machines wrote, each with its own --shard.",
        description = {
            "With --catalog, everybody that its catalog.yml names hears of it: once, and of all shards.",
            "A shard that gave no report is COULD NOT VERIFY, and so are reports that do not belong together.",
            "Ends with status 0 when no report is missing and every backup passed, 1 when one failed, else 2."
        })
final class MergeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "REPORT",
            arity = "0..*",
            description = "Folders that the machines wrote, each with its report.json and allure-results. They stay as"
                    + " they are.")
    private List<Path> reports = List.of();

    @Option(
            names = "--shards",
            paramLabel = "M",
            defaultValue = "0",
            description = "How many machines there were, so that none is missed. Default: as many as the reports say")
    private int shards;

    @Option(
            names = "--catalog",
            paramLabel = "CATALOG",
            description =
                    "Whose notifications, metrics, status page, evidence and heartbeat of the run hear of the merged"
                            + " report. Its catalog.yml says `shards: {told-by: merge}`. Default: nobody is told")
    private @Nullable Path catalog;

    @Option(names = "--report", paramLabel = "FOLDER", description = "Where the report goes. Default: restore-report")
    private @Nullable Path report;

    @Option(
            names = "--history",
            paramLabel = "FOLDER",
            description = "What the report's trend needs. Default: .restore-verifier/history")
    private @Nullable Path history;

    @Override
    public Integer call() {
        if (shards < 0 || shards > 9999) {
            throw new CommandException(ExitStatus.USAGE, "--shards: `" + shards + "` is not a number from 1 to 9999");
        }
        if (reports.isEmpty() && shards == 0) {
            throw new CommandException(
                    ExitStatus.USAGE, "nothing to merge\n  hint: name the folder of each report, or say --shards");
        }
        RunOptions options = new RunProperties()
                .with("catalog", catalog)
                .with("report", report)
                .with("history", history)
                .options();
        if (reports.stream().anyMatch(part -> isSame(part, options.report()))) {
            throw new CommandException(
                    ExitStatus.USAGE,
                    "--report: " + options.report() + " is one of the reports to merge\n  hint: name another folder");
        }
        return ExitStatus.of(merge(new ShardMerge(reports, shards, options, catalog != null)))
                .code();
    }

    private Verdict merge(ShardMerge merge) {
        try {
            ShardMerge.Ended ended = merge.write(out());
            if (!ended.troubles().isEmpty()) {
                throw new CommandException(
                        ExitStatus.of(ended.verdict().and(Verdict.COULD_NOT_VERIFY)),
                        String.join("\n", ended.troubles()));
            }
            return ended.verdict();
        } catch (CatalogException | CommandException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CommandException(
                    ExitStatus.COULD_NOT_VERIFY, CommandTrouble.of(e).text());
        }
    }

    private PrintWriter out() {
        return spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
