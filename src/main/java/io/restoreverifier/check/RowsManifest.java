package io.restoreverifier.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code bin/rows-manifest.sql} and its likes for MariaDB and MySQL write of a database, in the form of version 1. */
final class RowsManifest {
    private static final Pattern LINE = Pattern.compile("([^\\t]+)\\t(\\d{1,18})\\t(-?\\d{1,40})(?:\\t([^\\t]*))?");
    private static final Pattern END = Pattern.compile("tables (\\d{1,9})");

    /** A hundred thousand tables take a tenth of it. */
    private static final long MOST_BYTES = 64L << 20;

    private RowsManifest() {}

    /**
     * A line.
     *
     * @param table as SQL writes it, with its schema
     * @param newest empty when it has no times
     */
    record Table(String table, long rows, String digest, String newest) {
        static Optional<Table> parse(String line) {
            Matcher matcher = LINE.matcher(line);
            return matcher.matches()
                    ? Optional.of(new Table(
                            matcher.group(1),
                            Long.parseLong(matcher.group(2)),
                            matcher.group(3),
                            matcher.group(4) == null ? "" : matcher.group(4)))
                    : Optional.empty();
        }

        String found() {
            return TableName.number(rows) + " rows with digest " + digest
                    + (newest.isEmpty() ? "" : ", the newest of " + newest);
        }
    }

    /** Why it cannot be used. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        private final String why;

        Unusable(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /** Reads what a script has written to its end. */
    static List<Table> read(Path file, RowsScript script) throws IOException, Unusable {
        if (Files.size(file) > MOST_BYTES) {
            throw new Unusable("it has more than " + TableName.number(MOST_BYTES) + " bytes");
        }
        List<Table> tables = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (!script.head().equals(lines.readLine())) {
                throw new Unusable("line 1 is not `" + script.head() + "`");
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher end = END.matcher(line);
                if (end.matches()) {
                    return ended(tables, Integer.parseInt(end.group(1)));
                }
                int number = tables.size() + 2;
                tables.add(Table.parse(line)
                        .orElseThrow(
                                () -> new Unusable("line " + number + " is not as " + script.file() + " writes it")));
            }
        } catch (MalformedInputException e) {
            throw new Unusable("line " + (tables.size() + 2) + " or one soon after it is not in UTF-8");
        }
        throw new Unusable("it ends after line " + (tables.size() + 1) + " without saying how many tables there are");
    }

    private static List<Table> ended(List<Table> tables, int said) throws Unusable {
        if (tables.size() != said) {
            throw new Unusable("it has " + tables.size() + " tables, and says at its end that there are " + said);
        }
        return tables;
    }
}
