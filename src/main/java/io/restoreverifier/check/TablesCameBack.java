package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;

/** Whether anything came back at all, told by whichever check counts the rows of every table: one result of its own. */
final class TablesCameBack {
    private static final String NAME = "restored-something";
    private static final String EXPECTED = "at least one table with a row";

    private TablesCameBack() {}

    /**
     * @param noTable what it means that there is no table, for humans
     * @param hint to whoever finds no row
     */
    static CheckResult of(long tables, long rows, String noTable, String hint) {
        String found = TableName.number(tables) + " tables with " + TableName.number(rows) + " rows";
        if (rows > 0) {
            return CheckResult.passed(NAME, "", EXPECTED, found);
        }
        String message = tables == 0 ? noTable : "no table has a row: " + found;
        return CheckResult.withFinding(
                NAME, "", EXPECTED, found, Finding.error(FindingCode.RESTORED_NOTHING, Stage.CHECK, "", message, hint));
    }
}
