package io.restoreverifier.report;

import java.nio.file.Path;

/**
 * Where a report lies, and what lies where in it. Users and programs rely on these names.
 *
 * @param path may be missing, and may hold files of others: only what a report wrote itself is ever replaced
 */
public record ReportFolder(Path path) {

    /** The report for programs; its shape is {@code docs/report.schema.json}. */
    public Path reportJson() {
        return path.resolve("report.json");
    }

    /** The report as a mail: a line for each backup, the first line for a subject. */
    public Path digest() {
        return path.resolve("digest.txt");
    }

    /** Allure's raw results, for whoever makes reports of their own from them. */
    public Path allureResults() {
        return path.resolve("allure-results");
    }

    /** The report for humans: one file that opens without a server. */
    public Path allureHtml() {
        return path.resolve("allure").resolve("index.html");
    }
}
