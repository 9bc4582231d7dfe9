package io.restoreverifier.check;

import io.restoreverifier.model.TableOfContents;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name in a dump and in a catalog in one form. Quotes go, since pg_dump sets them by its own list of keywords; letters
 * beyond ASCII become one mark, since a dump tells the encoding of its names too late to be sure of them. Two names that
 * become one are told apart by being counted.
 */
record DumpedName(String schema, String name) {
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7f]+");
    private static final Pattern MARKED = Pattern.compile(
            "(TABLE|VIEW|MATERIALIZED VIEW|FOREIGN TABLE|SEQUENCE|INDEX|FUNCTION|PROCEDURE|AGGREGATE|TYPE|DOMAIN|COLUMN|SCHEMA"
                    + "|EXTENSION|LARGE OBJECT|CONSTRAINT|TRIGGER|EVENT TRIGGER|RULE|POLICY|LANGUAGE|FOREIGN DATA WRAPPER|FOREIGN SERVER) (.*)",
            Pattern.DOTALL);
    private static final Set<String> RELATIONS =
            Set.of("TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE", "SEQUENCE", "INDEX");
    private static final Set<String> ROUTINES = Set.of("FUNCTION", "PROCEDURE", "AGGREGATE");
    private static final Set<String> TYPES = Set.of("TYPE", "DOMAIN");

    static DumpedName inCatalog(String schema, String name) {
        return new DumpedName(plain(schema), plain(name));
    }

    /** Empty when the entry is not one that a catalog could be asked for by its name. */
    static Optional<DumpedName> of(TableOfContents.Entry entry) {
        return name(entry).map(name -> inCatalog(entry.schema(), name));
    }

    private static Optional<String> name(TableOfContents.Entry entry) {
        return switch (entry.type()) {
            case "AGGREGATE" -> Optional.of(routine(entry.name()));
            case "COMMENT" -> marked(entry.name(), "LANGUAGE", "FOREIGN DATA WRAPPER", "FOREIGN SERVER");
            case "ACL" -> marked(entry.name(), "EXTENSION", "CONSTRAINT", "TRIGGER", "EVENT TRIGGER", "RULE", "POLICY");
            case "DEFAULT ACL" -> Optional.of(entry.owner() + " " + entry.name());
            default -> Optional.of(entry.name());
        };
    }

    /** @param except what is not looked up, though it begins with a word that is known */
    private static Optional<String> marked(String tag, String... except) {
        Matcher marked = MARKED.matcher(tag);
        // The schema public has a comment and privileges by itself, and a dump can say that it has no more of either.
        if (!marked.matches() || Set.of(except).contains(marked.group(1)) || tag.equals("SCHEMA public")) {
            return Optional.empty();
        }
        String word = marked.group(1);
        if (RELATIONS.contains(word)) {
            return Optional.of("RELATION " + marked.group(2));
        }
        if (ROUTINES.contains(word)) {
            return Optional.of("ROUTINE " + routine(marked.group(2)));
        }
        return Optional.of(TYPES.contains(word) ? "TYPE " + marked.group(2) : tag);
    }

    private static String routine(String signature) {
        return signature.endsWith("(*)") ? signature.substring(0, signature.length() - 2) + ")" : signature;
    }

    private static String plain(String text) {
        return BEYOND_ASCII.matcher(text.replace("\"", "")).replaceAll("?");
    }
}
