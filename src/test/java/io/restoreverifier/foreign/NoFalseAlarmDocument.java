package io.restoreverifier.foreign;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of databases that nothing may be said against, as users read it, in Markdown. */
final class NoFalseAlarmDocument {
    static final String ASKED = "\n## What was asked\n\n";

    private static final String HEAD = """
            # No false alarm

            Databases that were not made for Restore Verifier, and one that was: an odd one, of whatever PostgreSQL allows and
            few people do. Each is made by its makers' own scripts in a real server, filled where the scripts bring no rows,
            dumped by `pg_dump -Fc`, and verified by an entry that says no more than source, kind and roles (LedgerSMB's 120
            come from its dump of globals). Nothing may be said against it: no error and no warning.

            Four warnings are told of the odd one, and rightly: two views raise errors in production too, a trigger and a rule are
            disabled.

            One alarm was right, and its cause is mended in the script: the indexes of Chado, as published, come back from no dump,
            since they call functions that find others by the search path.

            The scripts are under licences of their own. `bin/provision` fetches them, they are not in this repository.
            Numbers of rows are rounded, since the makers go on.

            Written by `ForeignDatabasesIT`; `bin/test -Dit.test=ForeignDatabasesIT -Dcorpus.document=write` writes it again.

            | database | rows | PostgreSQL | what it is made of | verdict, restored in |
            |---|---|---|---|---|
            """;

    private NoFalseAlarmDocument() {}

    /** What a database is made of, and how many rows its tables have. */
    record Shape(String words, long rows) {
        /** To two digits. */
        String rounded() {
            long unit = 1;
            while (rows / unit >= 100) {
                unit *= 10;
            }
            return "%,d".formatted((rows + unit / 2) / unit * unit).replace(',', ' ');
        }
    }

    static String of(Map<ForeignDatabase, Shape> shapes, Map<Manner, Map<String, Outcome>> outcomes) {
        StringBuilder text = new StringBuilder(HEAD);
        shapes.forEach((database, shape) -> text.append(line(database, shape, outcomes)));
        List<Outcome> all =
                outcomes.values().stream().flatMap(m -> m.values().stream()).toList();
        text.append(ASKED);
        text.append("Each default check, and of which databases it found something to ask.\n\n");
        text.append("| check | put to |\n|---|---|\n");
        asked(all)
                .forEach(check -> text.append("| %s | %s |\n"
                        .formatted(
                                check,
                                all.stream()
                                        .filter(o -> applied(o, check))
                                        .map(Outcome::entry)
                                        .distinct()
                                        .collect(Collectors.joining(", ")))));
        return text.toString();
    }

    private static String line(ForeignDatabase database, Shape shape, Map<Manner, Map<String, Outcome>> outcomes) {
        String verdicts = outcomes.entrySet().stream()
                .filter(e -> e.getKey().takes(database))
                .map(e -> e.getValue().get(database.name()).verdict() + " in "
                        + e.getKey().words())
                .collect(Collectors.joining("; "));
        return "| %s | %s, %s | %d | %s | %s |\n"
                .formatted(
                        database.origin(),
                        shape.rounded(),
                        database.filled(),
                        database.major(),
                        shape.words(),
                        verdicts);
    }

    private static Collection<String> asked(Collection<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(o -> o.checks().stream())
                .filter(c -> c.status() != Status.NOT_APPLICABLE)
                .map(CheckResult::check)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean applied(Outcome outcome, String check) {
        return outcome.checks().stream().anyMatch(c -> c.check().equals(check) && c.status() != Status.NOT_APPLICABLE);
    }
}
