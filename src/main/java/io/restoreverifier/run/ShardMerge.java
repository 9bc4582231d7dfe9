package io.restoreverifier.run;

import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.report.AllureCommandLine;
import io.restoreverifier.report.Executor;
import io.restoreverifier.report.Merge;
import io.restoreverifier.report.Report;
import io.restoreverifier.report.ReportException;
import io.restoreverifier.report.ReportFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One report of a catalog that several machines verified, each its own {@code restore.shard} of it.
 *
 * @param reports the folders that the machines wrote; they stay as they are
 * @param shards how many machines there were; 0: as many as the reports say, so that none that is missing from the end
 *     goes unnoticed as long as one report is there
 * @param options where the merged report goes, and where the history and Allure's command line are
 */
public record ShardMerge(List<Path> reports, int shards, RunOptions options) {

    public ShardMerge {
        reports = List.copyOf(reports);
    }

    /**
     * Writes the merged report in the place of an earlier one, and adds it to Allure's trend.
     *
     * @param out is told the digest, also when the HTML could not be made
     * @return PASSED only when every shard gave its report and every entry of them passed
     * @throws ReportException when it cannot be written
     */
    public Verdict write(PrintWriter out) {
        AllureCommandLine allure = AllureCommandLine.in(options.allure(), options.historyFolder());
        Report report =
                new Report(new ReportFolder(options.report()), allure, Masking.NONE, Executor.of(System.getenv()));
        try {
            return Merge.write(reports, shards, report).verdict();
        } finally {
            tell(report.folder(), out);
        }
    }

    private static void tell(ReportFolder folder, PrintWriter out) {
        try {
            out.print(Files.readString(folder.digest()));
            out.println("report: " + folder.allureHtml());
        } catch (IOException e) {
            out.println("no report could be written to " + folder.path());
        }
        out.flush();
    }
}
