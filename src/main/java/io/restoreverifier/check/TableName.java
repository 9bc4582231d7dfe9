package io.restoreverifier.check;

import io.restoreverifier.model.Numbers;

/** A table as the catalog writes it: {@code customers} is {@code public.customers}; names are case-exact. */
record TableName(String schema, String name) {

    static TableName parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? new TableName("public", text) : new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** As SQL wants it. */
    String quoted() {
        return quoted(schema) + "." + quoted(name);
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** As users write it. */
    @Override
    public String toString() {
        return schema.equals("public") ? name : schema + "." + name;
    }

    /** A count as messages show it. */
    static String number(long count) {
        return Numbers.grouped(count);
    }
}
