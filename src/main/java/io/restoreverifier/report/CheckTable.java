package io.restoreverifier.report;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Status;
import java.util.Comparator;
import java.util.List;

/** What was checked, what was expected and what was found, as a table; what did not hold stands on top. */
final class CheckTable {
    private CheckTable() {}

    static void append(Html html, List<CheckResult> checks) {
        if (checks.isEmpty()) {
            html.element("p", "No check ran.");
            return;
        }
        html.markup("<table style=\"border-collapse: collapse\"><thead><tr>");
        for (String title : List.of("Result", "Check", "Expected", "Found")) {
            html.element("th", Html.CELL, title);
        }
        html.markup("</tr></thead><tbody>");
        checks.stream().sorted(Comparator.comparing(CheckTable::rank)).forEach(check -> row(html, check));
        html.markup("</tbody></table>");
    }

    private static void row(Html html, CheckResult check) {
        html.markup("<tr>");
        html.element("td", Html.CELL + "; font-weight: bold; color: " + colour(check.status()), word(check));
        html.element("td", Html.CELL, (check.check() + " " + check.subject()).strip());
        html.element("td", Html.CELL, check.expected());
        html.element("td", Html.CELL, check.found());
        html.markup("</tr>");
    }

    private static int rank(CheckResult check) {
        return switch (check.status()) {
            case FAILED -> 0;
            case COULD_NOT_VERIFY -> 1;
            case PASSED -> 2;
            case NOT_APPLICABLE -> 3;
        };
    }

    private static String word(CheckResult check) {
        return word(check.status()) + (check.ignored() ? ", ignored" : "");
    }

    private static String word(Status status) {
        return switch (status) {
            case PASSED -> "held";
            case FAILED -> "FAILED";
            case COULD_NOT_VERIFY -> "COULD NOT VERIFY";
            case NOT_APPLICABLE -> "not applicable";
        };
    }

    /** Allure's own colours, dark enough to read as text: a contrast of 4.5 to 1 with white at least (WCAG 1.4.3). */
    private static String colour(Status status) {
        return switch (status) {
            case PASSED -> "#3d7519";
            case FAILED -> "#c22f17";
            case COULD_NOT_VERIFY -> "#8a5f00";
            case NOT_APPLICABLE -> "#666666";
        };
    }
}
