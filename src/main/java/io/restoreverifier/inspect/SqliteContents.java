package io.restoreverifier.inspect;

import io.restoreverifier.model.TableOfContents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a script of SQLite defines, and how many rows it holds for each table, collected while it is read. */
final class SqliteContents {
    private static final String NAME =
            "(\"(?:[^\"]|\"\")+\"|'(?:[^']|'')+'|`(?:[^`]|``)+`|\\[[^\\]]+\\]|[^\\s(\"'`;]+)";
    private static final Pattern OBJECT = Pattern.compile(
            "CREATE\\s+(?:UNIQUE\\s+|VIRTUAL\\s+)?(TABLE|INDEX|TRIGGER|VIEW)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?" + NAME,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ROW = Pattern.compile("INSERT\\s+INTO\\s+" + NAME, Pattern.CASE_INSENSITIVE);
    /** Enough of a statement for the name in it. */
    private static final int HEAD = 2000;

    /** Of SQLite itself. */
    private static final String OWN = "sqlite_";

    private final Map<String, String> objects = new LinkedHashMap<>();
    private final Map<String, Long> rows = new LinkedHashMap<>();

    void statement(String whole) {
        String statement = whole.substring(0, Math.min(HEAD, whole.length()));
        Matcher row = ROW.matcher(statement);
        if (row.lookingAt()) {
            rows.merge(plain(row.group(1)), 1L, Long::sum);
            return;
        }
        Matcher object = OBJECT.matcher(statement);
        if (object.lookingAt()) {
            objects.put(plain(object.group(2)), object.group(1).toUpperCase(Locale.ROOT));
        }
    }

    TableOfContents toc(long bytes) {
        List<TableOfContents.Entry> entries = new ArrayList<>();
        objects.forEach((name, type) -> {
            if (!name.startsWith(OWN)) {
                long count = rows.getOrDefault(name, 0L);
                boolean table = type.equals("TABLE");
                entries.add(new TableOfContents.Entry(
                        entries.size() + 1,
                        type,
                        "main",
                        name,
                        "",
                        table && count > 0,
                        table ? Optional.of(count) : Optional.empty()));
            }
        });
        return new TableOfContents("", "", "", Optional.empty(), Optional.of(bytes), entries, Optional.empty());
    }

    private static String plain(String name) {
        char quote = name.charAt(0);
        return switch (quote) {
            case '"', '\'', '`' -> {
                String one = String.valueOf(quote);
                yield name.substring(1, name.length() - 1).replace(one + one, one);
            }
            case '[' -> name.substring(1, name.length() - 1);
            default -> name;
        };
    }
}
