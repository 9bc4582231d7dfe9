package io.restoreverifier.corpus;

import static io.restoreverifier.corpus.Sample.DATABASE;
import static io.restoreverifier.model.FindingCode.OBJECT_MISSING;
import static io.restoreverifier.model.FindingCode.POLICY_OFF;
import static io.restoreverifier.model.FindingCode.QUERY_FAILED;
import static io.restoreverifier.model.FindingCode.ROWS_DIFFER;
import static io.restoreverifier.model.FindingCode.TRIGGER_DISABLED;

import io.restoreverifier.model.FindingCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Dumps that list an object which is gone after pg_restore has ended without an error: the last it does is to refresh
 * materialized views, and those of these dumps tidy up. And dumps of databases whose guards are switched off.
 */
final class LostObjects {
    private LostObjects() {}

    static List<Variant> variants() {
        return List.of(
                tidied(
                        "database-that-loses-a-trigger",
                        "its restore ends by dropping a trigger",
                        "drop trigger if exists payments_settle_invoice on public.payments",
                        "create trigger payments_settle_invoice after insert on payments for each row execute function settle_invoice()"),
                tidied(
                        "database-that-loses-a-view",
                        "its restore ends by dropping a view",
                        "drop view if exists public.invoice_numbers_only",
                        "create view invoice_numbers_only as select number from invoices"),
                tidied(
                        "database-that-loses-a-function",
                        "its restore ends by dropping a function",
                        "drop function if exists public.vat(numeric)",
                        "create function vat(net numeric) returns numeric language sql immutable as 'select net * 0.19'"),
                tidied(
                        "database-that-loses-a-policy",
                        "its restore ends by dropping a policy",
                        "drop policy if exists own_tickets on public.tickets",
                        "create policy own_tickets on tickets using (true)",
                        "alter table tickets enable row level security"),
                tidied(
                        "database-that-loses-a-comment",
                        "its restore ends by taking a comment away",
                        "comment on table public.products is null",
                        "comment on table products is 'what is sold'"),
                tidied(
                        "database-that-loses-a-grant",
                        "its restore ends by taking the grant on a column away",
                        "revoke select (active) on public.staff from billing_ro",
                        "grant select (active) on staff to billing_ro"),
                tidied(
                                "database-that-loses-a-large-object",
                                "its restore ends by unlinking a large object",
                                "perform lo_unlink(oid) from pg_catalog.pg_largeobject_metadata where oid = 4242",
                                "select lo_from_bytea(4242, 'a picture')")
                        .toldFirstAs(ROWS_DIFFER),
                after(
                        "database-with-a-view-of-a-column-that-is-gone",
                        "a view calls a function that reads a column which now has another name",
                        QUERY_FAILED,
                        "create function longest() returns int language plpgsql as"
                                + " 'begin return (select max(length(title)) from public.tickets); end'",
                        "create view longest_title as select longest()"),
                strict(
                        "database-with-a-disabled-trigger",
                        "a trigger is disabled, and the entry minds",
                        TRIGGER_DISABLED,
                        "alter table payments disable trigger payments_settle_invoice"),
                strict(
                        "database-with-a-policy-off",
                        "a table has a policy and no row security, and the entry minds",
                        POLICY_OFF,
                        "create policy own_tickets on tickets using (true)"),
                minding(Variant.whole(
                        DATABASE,
                        "database-with-its-guards-on",
                        "nothing: a policy with its row security, triggers that are enabled, and the entry minds",
                        n -> n.newest(n.origin()
                                .dumpAfter(
                                        "create policy own_tickets on tickets using (true)",
                                        "alter table tickets enable row level security")))));
    }

    /** What tidies up does so once when it is made, when what is to be lost is not there yet or is made anew after it. */
    private static Variant tidied(String name, String differs, String tidies, String... then) {
        List<String> statements = new ArrayList<>(List.of(
                "create function tidy() returns int language plpgsql as $$ begin " + tidies + "; return 1; end $$",
                "create materialized view tidied as select tidy()"));
        statements.addAll(Arrays.asList(then));
        return after(name, differs, OBJECT_MISSING, statements.toArray(String[]::new));
    }

    private static Variant strict(String name, String differs, FindingCode code, String... statements) {
        return minding(after(name, differs, code, statements));
    }

    private static Variant minding(Variant variant) {
        return variant.saying("checks:\n  switched-off: error", "checks:");
    }

    private static Variant after(String name, String differs, FindingCode code, String... statements) {
        return Variant.broken(
                DATABASE, name, differs, code, n -> n.newest(n.origin().dumpAfter(statements)));
    }
}
