package io.restoreverifier.restore;

import io.restoreverifier.model.TableOfContents;

/**
 * How pg_restore is fastest. One transaction is, where one table holds most of the rows: the others would be done long
 * before it. Where many share the work, several jobs are. Neither writes WAL for tables that it has just created.
 */
final class Jobs {
    /** Below, the connections of several jobs cost more than they save. */
    private static final long WORTH_IT = 200_000;
    /** More would only take turns on the cores that other verifications use as well. */
    private static final int MOST = 4;

    private Jobs() {}

    /** The option for pg_restore. */
    static String fastest(TableOfContents contents) {
        return fastest(contents, Runtime.getRuntime().availableProcessors());
    }

    static String fastest(TableOfContents contents, int cores) {
        long all = 0;
        long most = 0;
        for (TableOfContents.Entry entry : contents.entries()) {
            long rows = entry.rows().orElse(0L);
            all += rows;
            most = Math.max(most, rows);
        }
        boolean shared = all >= WORTH_IT && most <= all / 2;
        return shared && cores > 1 ? "--jobs=" + Math.min(cores, MOST) : "--single-transaction";
    }
}
