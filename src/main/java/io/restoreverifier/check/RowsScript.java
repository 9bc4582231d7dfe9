package io.restoreverifier.check;

import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredMariadb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
                between(text, "", "select pg_catalog.format(", "\\gexec"));
    }

    static RowsScript mariadb() {
        String text = text("rows-manifest-mariadb.sql");
        return new RowsScript(
                "rows-manifest-mariadb.sql",
                "mariadb",
                "restore-verifier rows 1 mariadb",
                settings(text, "set session "),
                between(text, "cursor for", "select concat(", ";"));
    }

    static RowsScript mysql() {
        String text = text("rows-manifest-mysql.sql");
        return new RowsScript(
                "rows-manifest-mysql.sql",
                "mysql",
                "restore-verifier rows 1 mysql",
                settings(text, "set session "),
                between(text, "-- Of each table", "select concat(", ";\n"));
    }

    private static List<String> settings(String text, String begin) {
        return text.lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> "set " + line.substring(begin.length(), line.length() - 1))
                .toList();
    }

    private static String between(String text, String after, String begin, String end) {
        int from = text.indexOf(begin, text.indexOf(after));
        return text.substring(from, text.indexOf(end, from));
    }

    private static String text(String file) {
        try (InputStream in = RowsScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
