package io.restoreverifier.check;

import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredMariadb;
import io.restoreverifier.sandbox.OwnText;
import java.util.List;

/**
 * The script that writes a manifest of rows in production, and what of it is asked of a database that came back.
 *
 * @param file its name
 * @param client the program that runs it
 * @param head the first line that it writes
 * @param settings of each session
 * @param queries a query that answers with one query a table, each of which answers with its line
 */
record RowsScript(String file, String client, String head, List<String> settings, String queries) {

    static RowsScript of(Restored restored) {
        if (restored instanceof RestoredMariadb database) {
            return database.isMysql() ? mysql() : mariadb();
        }
        return postgresql();
    }

    static RowsScript postgresql() {
        String text = text("rows-manifest.sql");
        return new RowsScript(
                "rows-manifest.sql",
                "psql",
                "restore-verifier rows 1",
                settings(text, "set local "),
                between(text, "select pg_catalog.format(", "\\gexec"));
    }

    static RowsScript mariadb() {
        return of("mariadb");
    }

    static RowsScript mysql() {
        return of("mysql");
    }

    /** @param client whose name the script has, and what it writes */
    private static RowsScript of(String client) {
        String file = "rows-manifest-" + client + ".sql";
        String text = text(file);
        return new RowsScript(
                file,
                client,
                "restore-verifier rows 1 " + client,
                settings(text, "set session "),
                between(text, "select concat(", ";\n"));
    }

    private static List<String> settings(String text, String begin) {
        return text.lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> "set " + line.substring(begin.length(), line.length() - 1))
                .toList();
    }

    /** The first part that begins so, to where it ends. */
    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin);
        return text.substring(from, text.indexOf(end, from));
    }

    private static String text(String file) {
        return OwnText.of(RowsScript.class, file);
    }
}
