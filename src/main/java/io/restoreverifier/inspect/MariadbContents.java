package io.restoreverifier.inspect;

import io.restoreverifier.model.DumpedRows;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.rows.MysqlScript;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a script of mariadb-dump or mysqldump defines and holds, collected while it is read. */
final class MariadbContents implements MysqlScript.Listener {
    private static final String NAME = "(`(?:[^`]|``)+`)";

    /** Triggers are written as they were typed. */
    private static final String TYPED = "(`(?:[^`]|``)+`|[\\w$]+)";

    private static final Pattern TOOL =
            Pattern.compile("(?:MariaDB|MySQL) dump (\\S+)\\s+Distrib ([^,\\s]+).*|mysqldump .*? Distrib ([^,\\s]+).*");
    private static final Pattern SOURCE = Pattern.compile("Host: .*?\\s{2,}Database: (.*)");
    private static final Pattern SERVER = Pattern.compile("Server version\\s+(.+)");
    private static final Pattern END =
            Pattern.compile("Dump completed(?: on (\\d{4}-\\d\\d-\\d\\d) +(\\d{1,2}:\\d\\d:\\d\\d))?");
    private static final Pattern USE = Pattern.compile("USE " + NAME + ";\\s*");
    private static final Pattern DATABASE = Pattern.compile(
            "CREATE DATABASE (?:/\\*!\\d+ ?)?(?:IF NOT EXISTS ?)?(?:\\*/ ?)?" + NAME + ".*", Pattern.DOTALL);
    private static final Pattern CHARACTERS = Pattern.compile("(?:/\\*!\\d+ )?SET NAMES '?(\\w+)'?.*", Pattern.DOTALL);
    private static final String MARKS =
            "(?:\\*/ ?|/\\*!\\d+ ?|/\\*M!\\d+ ?|OR REPLACE |ALGORITHM=\\w+ |SQL SECURITY \\w+ |AGGREGATE |"
                    + "DEFINER=`(?:[^`]|``)*`@`(?:[^`]|``)*` ?|\\s)*+";
    private static final Pattern OBJECT = Pattern.compile(
            "(?:/\\*!\\d+ ?|/\\*M!\\d+ ?)?(?:CREATE\\b ?)?" + MARKS
                    + "(TABLE|VIEW|TRIGGER|PROCEDURE|FUNCTION|EVENT|SEQUENCE) (?:IF NOT EXISTS )?(?:`(?:[^`]|``)+`\\.)?"
                    + TYPED + ".*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern DEFINER = Pattern.compile("DEFINER=`((?:[^`]|``)*)`@`((?:[^`]|``)*)`");
    private static final String ROOT = "root@localhost";

    /** A table, by its database and name. */
    private record Key(String database, String table) {}

    private final Map<String, Set<Key>> objects = new LinkedHashMap<>();
    private final Map<Key, RowDigest> rows = new LinkedHashMap<>();
    private final Set<Key> undigested = new LinkedHashSet<>();
    private final Set<String> databases = new LinkedHashSet<>();
    private final Set<String> definers = new LinkedHashSet<>();
    private String source = "";
    private String database = "";
    private String server = "";
    private String tool = "";
    private String characters = "utf8mb4";
    private Optional<LocalDateTime> written = Optional.empty();
    private boolean commented;
    private boolean ended;

    @Override
    public void comment(String text) {
        Matcher matcher = TOOL.matcher(text);
        if (matcher.matches()) {
            tool = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            commented = true;
        } else if ((matcher = SOURCE.matcher(text)).matches() && source.isEmpty()) {
            source = matcher.group(1).strip();
            database = source;
        } else if ((matcher = SERVER.matcher(text)).matches()) {
            server = matcher.group(1).strip();
        } else if ((matcher = END.matcher(text)).matches()) {
            ended = true;
            written = matcher.group(1) == null ? Optional.empty() : time(matcher.group(1), matcher.group(2));
        }
    }

    /** Empty for a time that the calendar does not have, which no tool writes. */
    private static Optional<LocalDateTime> time(String day, String clock) {
        try {
            return Optional.of(LocalDateTime.parse(day + "T" + (clock.length() < 8 ? "0" + clock : clock)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void statement(String head) {
        ended = false;
        Matcher matcher = USE.matcher(head);
        if (matcher.matches()) {
            database = MysqlScript.plain(matcher.group(1));
        } else if ((matcher = DATABASE.matcher(head)).matches()) {
            databases.add(MysqlScript.plain(matcher.group(1)));
        } else if ((matcher = CHARACTERS.matcher(head)).matches()) {
            characters = matcher.group(1);
        } else if ((matcher = OBJECT.matcher(head)).matches()
                && head.toUpperCase(Locale.ROOT).contains("CREATE")) {
            objects.computeIfAbsent(matcher.group(1).toUpperCase(Locale.ROOT), type -> new LinkedHashSet<>())
                    .add(new Key(database, MysqlScript.plain(matcher.group(2))));
            definers(head);
        }
    }

    private void definers(String head) {
        Matcher definer = DEFINER.matcher(head);
        if (definer.find()) {
            definers.add(definer.group(1) + "@" + definer.group(2));
        }
    }

    @Override
    public void rows(String table, String columns, Optional<RowDigest> digest) {
        ended = false;
        Key key = new Key(database, table);
        digest.ifPresentOrElse(d -> rows.merge(key, d, RowDigest::plus), () -> undigested.add(key));
    }

    /** Whether it begins with the comments that the tool writes, and not ends with them. */
    boolean lacksItsEnd() {
        return commented && !ended;
    }

    TableOfContents toc(long bytes) {
        // The definition of a view is preceded by a table or a view that stands in for it.
        Set<Key> views = objects.getOrDefault("VIEW", Set.of());
        List<TableOfContents.Entry> entries = new ArrayList<>();
        objects.forEach((type, keys) -> keys.stream()
                .filter(key -> !type.equals("TABLE") || !views.contains(key))
                .forEach(key -> entries.add(entry(entries.size() + 1, type, key))));
        definers.stream()
                .filter(user -> !user.equals(ROOT))
                .forEach(user -> entries.add(new TableOfContents.Entry(
                        entries.size() + 1, "DEFINER", "", user, "", false, Optional.empty())));
        databases.forEach(name -> entries.add(
                new TableOfContents.Entry(entries.size() + 1, "DATABASE", "", name, "", false, Optional.empty())));
        String first = source.isEmpty() && !entries.isEmpty() ? entries.get(0).schema() : source;
        return new TableOfContents(first, server, tool, written, Optional.of(bytes), entries, Optional.of(dumped()));
    }

    private TableOfContents.Entry entry(int id, String type, Key key) {
        boolean table = type.equals("TABLE");
        long count = rows.getOrDefault(key, RowDigest.NONE).rows();
        return new TableOfContents.Entry(
                id,
                type,
                key.database(),
                key.table(),
                "",
                table && count > 0,
                table && !undigested.contains(key) ? Optional.of(count) : Optional.empty());
    }

    private DumpedRows dumped() {
        List<DumpedRows.Table> tables = new ArrayList<>();
        Set<Key> views = objects.getOrDefault("VIEW", Set.of());
        Set<Key> all = new LinkedHashSet<>(objects.getOrDefault("TABLE", Set.of()));
        all.addAll(rows.keySet());
        all.removeAll(views);
        all.removeAll(undigested);
        all.forEach(key -> tables.add(
                new DumpedRows.Table(key.database(), key.table(), "", rows.getOrDefault(key, RowDigest.NONE))));
        return new DumpedRows(
                characters,
                tables,
                undigested.stream()
                        .map(key -> key.database() + "." + key.table())
                        .toList(),
                Optional.empty());
    }
}
