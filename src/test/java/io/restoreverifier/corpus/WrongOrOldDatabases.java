package io.restoreverifier.corpus;

import static io.restoreverifier.corpus.Sample.DATABASE;
import static io.restoreverifier.model.FindingCode.RPO_EXCEEDED;
import static io.restoreverifier.model.FindingCode.WRONG_SYSTEM;

import io.restoreverifier.model.FindingCode;
import java.util.ArrayList;
import java.util.List;

/** Dumps that are whole and fresh, of a database that is not the right one or not of now. */
final class WrongOrOldDatabases {
    /** Puts every column for a time this far back, as if the dump had been made then. */
    private static final String THIRTY_ONE_DAYS_BACK = """
        do $$
        declare c record;
        begin
          set local session_replication_role = replica;
          for c in select a.attrelid::regclass as t, string_agg(format('%1$I = %1$I - interval ''31 days''', a.attname), ', ') as moved
              from pg_attribute a join pg_class k on k.oid = a.attrelid
              where k.relnamespace = 'public'::regnamespace and k.relkind = 'r' and a.attnum > 0
                and a.atttypid in ('timestamptz'::regtype, 'timestamp'::regtype) group by 1 loop
            execute format('update %s set %s', c.t, c.moved);
          end loop;
        end $$\
        """;

    private WrongOrOldDatabases() {}

    static List<Variant> variants() {
        return List.of(
                Variant.whole(
                                DATABASE,
                                "bare-whole",
                                "nothing: dumped again, and the entry says no more than source, kind and roles",
                                n -> n.newest(n.origin().dumpAfter()))
                        .bare(),
                Variant.broken(
                                DATABASE,
                                "bare-of-last-month",
                                "the dump is fresh, its data are 31 days old, and the entry names no query for them",
                                RPO_EXCEEDED,
                                n -> n.newest(n.origin().dumpAfter(THIRTY_ONE_DAYS_BACK)))
                        .bare(),
                declared(Variant.whole(
                        DATABASE,
                        "canary-whole",
                        "nothing: it carries the canary of its system, written before the dump",
                        n -> n.newest(n.origin().dumpAfter(canary("fremont-1", "2026-11-21 02:14:30+00"))))),
                canary(
                        "canary-of-the-old-system",
                        "the dump is fresh and has every row, and its canary is of the old system",
                        WRONG_SYSTEM,
                        canary("dallas-2", "2026-11-21 02:14:30+00")),
                canary(
                        "canary-of-a-clone",
                        "its canary has the right name, and another system identifier",
                        WRONG_SYSTEM,
                        canary(
                                "fremont-1",
                                "2026-11-21 02:14:30+00",
                                "update restore_verifier_canary set system_identifier = '6812167801343321455'")),
                canary("canary-missing", "it carries no canary, and the entry asks for one", WRONG_SYSTEM),
                canary(
                        "canary-that-stopped",
                        "the canary has not been written for three days",
                        RPO_EXCEEDED,
                        canary("fremont-1", "2026-11-18 02:14:30+00")),
                canary(
                        "canary-of-tomorrow",
                        "the canary is of tomorrow",
                        RPO_EXCEEDED,
                        canary("fremont-1", "2026-11-22 02:14:30+00")),
                Variant.broken(
                                DATABASE,
                                "bare-with-a-canary-that-stopped",
                                "the canary has not been written for three days, and the entry does not speak of it",
                                RPO_EXCEEDED,
                                n -> n.newest(n.origin().dumpAfter(canary("fremont-1", "2026-11-18 02:14:30+00"))))
                        .bare(),
                Variant.broken(
                                DATABASE,
                                "database-of-another-name",
                                "it is a dump of another database of the same server, with the same rows",
                                WRONG_SYSTEM,
                                n -> n.newest(n.origin().dumpOf("whole")))
                        .saying("identity: {database: clientarea, sql:", "identity: {sql:"));
    }

    private static Variant canary(String name, String differs, FindingCode code, String... statements) {
        return declared(Variant.broken(
                DATABASE, name, differs, code, n -> n.newest(n.origin().dumpAfter(statements))));
    }

    private static Variant declared(Variant variant) {
        return variant.sayingMore("  canary: {system: fremont-1, system-identifier: \"7712167801343321455\"}\n");
    }

    /** Runs the script that the documentation has, and puts its clock right. */
    private static String[] canary(String system, String at, String... more) {
        List<String> statements = new ArrayList<>(List.of(
                "\\set system " + system,
                "\\i /tmp/o/canary.sql",
                "update restore_verifier_canary set written_at = '" + at
                        + "', system_identifier = '7712167801343321455'"));
        statements.addAll(List.of(more));
        return statements.toArray(String[]::new);
    }
}
