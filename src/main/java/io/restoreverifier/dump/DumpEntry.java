package io.restoreverifier.dump;

import io.restoreverifier.archive.SafeName;
import java.util.Locale;

/**
 * One object of a dump's table of contents.
 *
 * @param offset where its block of data begins; 0 when the dump was written to a pipe and does not say
 * @param copied whether its data are those of a COPY command
 */
public record DumpEntry(
        int id, String type, String schema, String name, String owner, boolean hasData, long offset, boolean copied) {

    /** Whether its data are large objects, which come in a block of their own kind. */
    public boolean holdsLargeObjects() {
        return type.equals("BLOBS");
    }

    /** Whether it is one large object, without its data, named by its number. */
    public boolean isLargeObject() {
        return type.equals("BLOB");
    }

    /** One of the large objects that it stands for. */
    DumpEntry largeObject(String number) {
        return new DumpEntry(id, "BLOB", schema, number, owner, false, 0, false);
    }

    /** As it stands in a sentence. */
    public String label() {
        if (holdsLargeObjects()) {
            return "the large objects";
        }
        String kind = type.equals("TABLE DATA") ? "table" : type.toLowerCase(Locale.ROOT);
        return "the data of " + kind + " " + SafeName.shown(schema.isEmpty() ? name : schema + "." + name);
    }
}
