package io.restoreverifier.draft;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.model.TableOfContents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The sections `restore:` and `checks:` of a database. */
final class DatabaseText {
    /** Partitions and tables of a day or a month go and come. */
    private static final Pattern DATED = Pattern.compile(".*[0-9]{4,}.*");

    private final Draft draft;
    private final TableOfContents contents;
    private final StringBuilder text;

    private DatabaseText(Draft draft, StringBuilder text) {
        this.draft = draft;
        this.contents = draft.inspection().contents().orElseThrow();
        this.text = text;
    }

    static void append(Draft draft, StringBuilder text) {
        DatabaseText database = new DatabaseText(draft, text);
        database.restore();
        if (draft.isRedis()) {
            database.line("checks:");
            database.line("  # keys: {\"session:*\": {min: 100}}");
            database.line(
                    "  # identity: {run: redis-cli get SOME_KEY, expect: SOME_HOST}    # is it the right system?");
        } else {
            database.checks();
        }
    }

    private void restore() {
        if (draft.isMariadb()) {
            restoreMariadb();
            return;
        }
        if (draft.isSqlite() || draft.isRedis()) {
            line("restore:");
            line(draft.isRedis() ? "  redis: {}" : "  sqlite: {}");
            line("");
            return;
        }
        List<String> roles = draft.roles().stream()
                .filter(role -> !role.equals("postgres"))
                .filter(YamlText::isWritable)
                .toList();
        line("restore:");
        line("  postgresql:" + (roles.isEmpty() ? " {}" : ""));
        if (!roles.isEmpty()) {
            line("    roles: " + YamlText.list(roles) + "   # the dump needs them and pg_dump carries none");
        }
        draft.globals().ifPresent(pattern -> {
            line("    # a dump of globals lies beside it; to take the roles from there, in place of `roles:`");
            line("    # globals: " + YamlText.quoted(pattern));
        });
        line("");
    }

    private void restoreMariadb() {
        List<String> users = contents.entries().stream()
                .filter(e -> e.type().equals("DEFINER"))
                .map(TableOfContents.Entry::name)
                .filter(YamlText::isWritable)
                .toList();
        line("restore:");
        line("  mariadb:" + (users.isEmpty() ? " {}" : ""));
        if (!users.isEmpty()) {
            line("    users: " + YamlText.list(users)
                    + "   # views and routines run as they, and the dump may not carry them");
        }
        line("");
    }

    private void checks() {
        Map<String, Long> rows = rows();
        List<TableOfContents.Entry> tables = contents.entries().stream()
                .filter(e -> e.type().equals("TABLE"))
                .filter(e -> isWritable(e))
                .sorted(Comparator.comparing(this::nameOf))
                .toList();
        List<String> lasting =
                tables.stream().filter(e -> !isDated(e)).map(this::nameOf).toList();
        line("checks:");
        if (lasting.isEmpty()) {
            line("  # tables: [...]");
        } else {
            line("  tables:");
            lasting.forEach(table -> line("    - " + YamlText.scalar(table)));
        }
        List<String> dated =
                tables.stream().filter(DatabaseText::isDated).map(this::nameOf).toList();
        if (!dated.isEmpty()) {
            line("  # " + Quantity.of(dated.size(), "table", "tables") + " of a day, month or number, which may go: "
                    + YamlText.comment(String.join(", ", dated.subList(0, Math.min(5, dated.size())))));
        }
        minima(lasting, rows);
        line(
                "  # newest-data: select max(created_at) from SOME_TABLE    # held against the RPO: the job that dumps an old server");
        line("  # identity: {sql: \"select host from SOME_TABLE\", expect: SOME_HOST}    # is it the right system?");
    }

    /** Nine tenths, so that an ordinary day does not turn it red. */
    private void minima(List<String> tables, Map<String, Long> rows) {
        List<String> minima = new ArrayList<>();
        for (String table : tables) {
            long count = rows.getOrDefault(table, 0L);
            if (count > 0) {
                minima.add("    " + YamlText.scalar(table) + ": {min: " + Math.max(1, count * 9 / 10) + "}   # "
                        + Quantity.number(count) + " in the newest");
            }
        }
        if (minima.isEmpty()) {
            line("  # rows: {SOME_TABLE: {min: 1000}}");
            return;
        }
        line("  rows:");
        minima.forEach(this::line);
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = new HashMap<>();
        contents.entries().stream()
                .filter(e -> e.type().equals(draft.isMariadb() || draft.isSqlite() ? "TABLE" : "TABLE DATA"))
                .forEach(e -> rows.put(nameOf(e), e.rows().orElse(0L)));
        return rows;
    }

    /** Within a name, a dot would part it from its schema. */
    private boolean isWritable(TableOfContents.Entry table) {
        boolean plain = isPlain(table);
        boolean parted =
                !plain && table.schema().contains(".") || plain && table.name().contains(".");
        return !parted && YamlText.isWritable(nameOf(table));
    }

    private static boolean isDated(TableOfContents.Entry table) {
        return DATED.matcher(table.name()).matches();
    }

    private String nameOf(TableOfContents.Entry entry) {
        return isPlain(entry) ? entry.name() : entry.schema() + "." + entry.name();
    }

    /** Whether its name alone is enough. */
    private boolean isPlain(TableOfContents.Entry entry) {
        return draft.isSqlite() || entry.schema().equals(draft.isMariadb() ? contents.databaseName() : "public");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
