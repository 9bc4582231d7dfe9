package io.restoreverifier.restore;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.DumpObject;
import io.restoreverifier.model.FindingCode;
import java.util.Optional;
import java.util.Set;

/** What gives an object of a dump to its owner, in the form that the kind of object asks for. */
final class OwnerStatement {
    private static final Set<String> BY_NAME = Set.of(
            "COLLATION",
            "CONVERSION",
            "DOMAIN",
            "EVENT TRIGGER",
            "FOREIGN DATA WRAPPER",
            "FOREIGN TABLE",
            "MATERIALIZED VIEW",
            "PROCEDURAL LANGUAGE",
            "PUBLICATION",
            "SCHEMA",
            "SEQUENCE",
            "SERVER",
            "STATISTICS",
            "SUBSCRIPTION",
            "TABLE",
            "TEXT SEARCH CONFIGURATION",
            "TEXT SEARCH DICTIONARY",
            "TYPE",
            "VIEW");

    /** Named by more than a name; the command that drops them has all of it. */
    private static final Set<String> BY_SIGNATURE =
            Set.of("AGGREGATE", "FUNCTION", "OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY", "PROCEDURE");

    /** Theirs is the owner of what they belong to. */
    private static final Set<String> WITHOUT = Set.of(
            "CAST",
            "CHECK CONSTRAINT",
            "CONSTRAINT",
            "DEFAULT",
            "FK CONSTRAINT",
            "INDEX",
            "POLICY",
            "ROW SECURITY",
            "RULE",
            "TRIGGER",
            "USER MAPPING");

    private static final String DROP = "DROP ";

    private OwnerStatement() {}

    /** Empty for what has no owner of its own: that is what no command drops alone. */
    static Optional<String> of(DumpObject object) throws DumpDamage {
        DumpEntry entry = object.entry();
        if (entry.owner().isEmpty() || object.drop().isEmpty() || WITHOUT.contains(entry.type())) {
            return Optional.empty();
        }
        return Optional.of("ALTER " + named(object) + to(entry));
    }

    /** The end of the statement, which is the same for every kind. */
    static String to(DumpEntry entry) {
        return " OWNER TO " + quoted(entry.owner());
    }

    private static String named(DumpObject object) throws DumpDamage {
        DumpEntry entry = object.entry();
        if (BY_NAME.contains(entry.type())) {
            return entry.type() + " " + qualified(entry);
        }
        if (entry.type().equals("BLOB")) {
            return "LARGE OBJECT " + entry.name();
        }
        if (BY_SIGNATURE.contains(entry.type()) && object.drop().startsWith(DROP)) {
            return object.drop().substring(DROP.length()).replaceFirst("[;\\n]+$", "");
        }
        throw new DumpDamage(
                FindingCode.NOT_SUPPORTED,
                "the dump has an object of type " + entry.type() + ", whose owner this version cannot set by itself",
                "install PostgreSQL's client programs, so that pg_restore restores it");
    }

    /** The name of an object as statements need it. */
    static String qualified(DumpEntry entry) {
        return (entry.schema().isEmpty() ? "" : quoted(entry.schema()) + ".") + quoted(entry.name());
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
