package io.restoreverifier.run;

import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.report.AllureCommandLine;
import io.restoreverifier.report.Executor;
import io.restoreverifier.report.Merge;
import io.restoreverifier.report.Merge.Merged;
import io.restoreverifier.report.Report;
import io.restoreverifier.report.ReportException;
import io.restoreverifier.report.ReportFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One report of a catalog that several machines verified, each its own {@code restore.shard} of it.
 *
 * @param reports the folders that the machines wrote; they stay as they are
 * @param shards how many machines there were; 0: as many as the reports say, so that none that is missing from the end
 *     goes unnoticed as long as one report is there
 * @param options where the merged report goes, and where the history and Allure's command line are
 * @param telling whether everybody that the catalog of the options names hears of it
 */
public record ShardMerge(List<Path> reports, int shards, RunOptions options, boolean telling) {

    public ShardMerge {
        reports = List.copyOf(reports);
    }

    /**
     * What came of it.
     *
     * @param verdict PASSED only when every shard gave its report and every entry of them passed
     * @param troubles who was not told, and what was not kept; empty when all went well
     */
    public record Ended(Verdict verdict, List<String> troubles) {}

    /**
     * Writes the merged report in the place of an earlier one, adds it to Allure's trend, and tells of it, also when it
     * could not be written.
     *
     * @param out is told the digest, also when the HTML could not be made
     * @throws ReportException when it would take the place of one of the reports; nothing was written
     * @throws io.restoreverifier.model.CatalogException when the catalog cannot be used; nothing was written
     */
    public Ended write(PrintWriter out) {
        Optional<Prepared> catalog = telling ? Optional.of(Prepared.forMerge(options)) : Optional.empty();
        AllureCommandLine allure = AllureCommandLine.in(options.allure(), options.historyFolder());
        Report report = new Report(
                new ReportFolder(options.report()),
                allure,
                catalog.map(c -> Masking.of(c.catalog().secrets())).orElse(Masking.NONE),
                Executor.of(System.getenv()));
        try {
            Merged merged = Merge.read(reports, shards, report.folder());
            MergeAftermath aftermath = new MergeAftermath(merged, report);
            List<String> troubles =
                    catalog.map(c -> aftermath.writeAndTell(options, c)).orElseGet(aftermath::write);
            return new Ended(merged.run().verdict(), troubles);
        } finally {
            print(report.folder(), out);
        }
    }

    private static void print(ReportFolder folder, PrintWriter out) {
        try {
            out.print(Files.readString(folder.digest()));
            out.println("report: " + folder.allureHtml());
        } catch (IOException e) {
            out.println("no report could be written to " + folder.path());
        }
        out.flush();
    }
}
