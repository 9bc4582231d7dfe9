package io.restoreverifier.inspect;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.DumpHeader;
import io.restoreverifier.model.RowDigest;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A dump's table of contents as a text for the report, much as {@code pg_restore --list} prints it; no row of data. */
final class DumpListing {
    private static final int MOST = 10_000;

    private DumpListing() {}

    static String text(DumpHeader header, List<DumpEntry> entries, Map<Integer, RowDigest> rows) {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("written", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(header.writtenAt()) + " (its own time zone)");
        head.put("database", header.databaseName());
        head.put("server", header.serverVersion());
        head.put("pg_dump", header.toolVersion());
        head.put("archive version", "1." + header.version());
        head.put("compression", header.compression().name().toLowerCase(Locale.ROOT));
        return text(head, entries, rows);
    }

    /** @param head what is said before the entries */
    static String text(Map<String, String> head, List<DumpEntry> entries, Map<Integer, RowDigest> rows) {
        StringBuilder text = new StringBuilder();
        head.forEach((key, value) -> line(text, key, SafeName.shown(value)));
        line(text, "entries", Quantity.number(entries.size()));
        text.append(";\n");
        List<DumpEntry> listed =
                entries.stream().filter(e -> !e.isLargeObject()).toList();
        listed.stream()
                .limit(MOST)
                .forEach(entry -> text.append(line(entry, rows)).append('\n'));
        if (listed.size() > MOST) {
            text.append("; and ").append(Quantity.number(listed.size() - MOST)).append(" more\n");
        }
        if (listed.size() < entries.size()) {
            int objects = entries.size() - listed.size();
            text.append("; and ")
                    .append(Quantity.of(objects, "large object", "large objects"))
                    .append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append("; ").append(key).append(": ").append(value).append('\n');
    }

    private static String line(DumpEntry entry, Map<Integer, RowDigest> rows) {
        String schema = entry.schema().isEmpty() ? "-" : entry.schema();
        String line = entry.id() + "; " + entry.type() + " " + schema + " " + entry.name() + " " + entry.owner();
        RowDigest counted = rows.get(entry.id());
        String suffix = counted == null ? "" : " ; " + Quantity.of(counted.rows(), "row", "rows");
        return SafeName.shown(line) + suffix;
    }
}
