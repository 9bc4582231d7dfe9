package io.restoreverifier.report;

import io.qameta.allure.AllureResultsWriteException;
import io.restoreverifier.model.Digest;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what a run has to say: {@code report.json} for programs, {@code digest.txt} for a mail, Allure's raw results,
 * and Allure's HTML for humans. For one thread at a time.
 *
 * @param folder of the report; made when missing
 * @param allure makes the HTML
 * @param masking is put over every text before it is written
 * @param executor the build that the run is part of; empty outside of one
 */
public record Report(ReportFolder folder, AllureCommandLine allure, Masking masking, Optional<Executor> executor) {

    /**
     * Removes an earlier report, so that a run that is cut short leaves none behind that looks like its own. To be
     * called when a run begins; harmless when there is none.
     *
     * @throws ReportException when the folder does not let us
     */
    public void clear() {
        try {
            Files.deleteIfExists(folder.reportJson());
            Files.deleteIfExists(folder.digest());
            Files.deleteIfExists(folder.allureHtml());
            new AllureResults(folder.allureResults()).clear();
            TemporaryFolder.sweepBeside(folder.allureResults());
        } catch (IOException e) {
            throw new ReportException("the earlier report in " + folder.path() + " cannot be removed: " + e, e);
        }
    }

    /** The same with another way to make the HTML. */
    public Report withAllure(AllureCommandLine other) {
        return new Report(folder, other, masking, executor);
    }

    /**
     * Writes them all, in the place of an earlier report. May be called again with a later state of the run; each call
     * adds a run to Allure's trend.
     *
     * @throws ReportException when one of them cannot be written; those before it are there then
     */
    public void write(RunResult run) {
        writeResults(run);
        allure.generate(folder, title(run));
    }

    /**
     * Writes everything but the HTML.
     *
     * @throws ReportException when they cannot be written
     */
    public void writeResults(RunResult run) {
        writeResults(run, Map.of());
    }

    /**
     * Writes a run that was put together of others.
     *
     * @param written the entries whose raw results are there already, with their folders
     */
    void writeMerged(RunResult run, Map<String, Path> written) {
        writeResults(run, written);
        allure.generate(folder, title(run));
    }

    private void writeResults(RunResult run, Map<String, Path> written) {
        RunResult masked = masking.masked(run);
        clear();
        try {
            Replacement.write(folder.reportJson(), ReportJson.of(masked));
            Replacement.write(folder.digest(), Digest.of(masked).getBytes(StandardCharsets.UTF_8));
            new AllureResults(folder.allureResults()).write(masked, executor, written);
        } catch (IOException | AllureResultsWriteException e) {
            throw new ReportException("the report cannot be written to " + folder.path() + ": " + e, e);
        }
    }

    /** What runs without containers says so on the first page. */
    private static String title(RunResult run) {
        return run.sandbox().equals("local") ? "Restore tests (local processes, no containers)" : "Restore tests";
    }
}
