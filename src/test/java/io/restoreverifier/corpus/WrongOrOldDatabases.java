package io.restoreverifier.corpus;

import static io.restoreverifier.corpus.Sample.DATABASE;
import static io.restoreverifier.model.FindingCode.RPO_EXCEEDED;

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
                        .bare());
    }
}
