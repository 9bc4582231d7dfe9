package io.restoreverifier.inspect;

import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.Reading;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.Format;

/** The first entries of an archive as a text for the report: names and sizes, never content. */
final class Listing {
    private final int most;
    private final StringBuilder lines = new StringBuilder();
    private int listed;

    Listing(int most) {
        this.most = most;
    }

    void add(Entry entry) {
        if (listed++ >= most) {
            return;
        }
        lines.append(String.format("%15s  %s", sizeOrKind(entry), SafeName.shown(entry.name())));
        if (!entry.link().isEmpty()) {
            lines.append(" -> ").append(SafeName.shown(entry.link()));
        }
        lines.append('\n');
    }

    String text(Format format, Reading reading) {
        StringBuilder text = new StringBuilder();
        text.append(format.label()).append(", ");
        text.append(Quantity.of(reading.entries(), "entry", "entries")).append(", ");
        text.append(Quantity.bytes(reading.bytes())).append(" of data");
        text.append(reading.whole() ? "\n" : ", not readable to its end\n");
        text.append(lines);
        if (reading.entries() > most) {
            text.append("and ")
                    .append(Quantity.number(reading.entries() - most))
                    .append(" more\n");
        }
        return text.toString();
    }

    private static String sizeOrKind(Entry entry) {
        return entry.kind() == Entry.Kind.FILE
                ? Quantity.number(entry.bytes())
                : entry.kind().label();
    }
}
