package io.restoreverifier.corpus;

import static io.restoreverifier.corpus.Sample.DATABASE;
import static io.restoreverifier.model.FindingCode.SCHEMA_DRIFTED;

import java.nio.file.Path;
import java.util.List;

/** Dumps with every row in place, of a database whose schema is not the one of the committed reference. */
final class DriftedSchemas {
    private DriftedSchemas() {}

    static List<Variant> variants() {
        return List.of(
                referring(Variant.whole(
                        DATABASE,
                        "schema-whole",
                        "nothing: dumped again, with a new partition for the month to come",
                        n -> n.newest(n.origin()
                                .dumpAfter(
                                        "create table traffic_2027_01 partition of traffic for values from"
                                                + " ('2027-01-01') to ('2027-02-01')",
                                        "alter table traffic_2027_01 owner to billing_app",
                                        "alter extension citext update")))),
                drifted(
                        "schema-without-a-trigger",
                        "a trigger is gone",
                        "drop trigger payments_settle_invoice on payments"),
                drifted(
                        "schema-with-a-disabled-trigger",
                        "a trigger is there and disabled",
                        "alter table audit_log disable trigger audit_log_is_final"),
                drifted("schema-without-a-grant", "a grant is lost", "revoke select on tickets from billing_ro"),
                drifted(
                        "schema-with-a-grant-too-many",
                        "reports may read passwords",
                        "grant select on staff to billing_ro"),
                drifted(
                        "schema-with-another-owner",
                        "a table belongs to the role of the reports",
                        "alter table products owner to billing_ro"),
                drifted("schema-without-an-index", "an index is gone", "drop index invoices_open_idx"),
                drifted(
                        "schema-with-another-function",
                        "a function of the same name does something else",
                        "create or replace function audit_log_is_final() returns trigger language plpgsql as 'begin"
                                + " return null; end'"),
                drifted(
                        "schema-with-a-wider-column",
                        "a column has another type",
                        "alter table ip_ranges alter purpose type varchar(200)"),
                drifted(
                        "schema-without-a-default",
                        "a column has lost its default",
                        "alter table products alter properties drop default"),
                drifted(
                        "schema-with-optional-values",
                        "a column has lost its NOT NULL",
                        "alter table servers alter rack drop not null"),
                drifted(
                        "schema-without-a-constraint",
                        "a check constraint is gone",
                        "alter table payments drop constraint payments_amount_check"),
                drifted(
                        "schema-without-a-comment",
                        "a comment is gone",
                        "comment on column company_profile.logo is null"),
                drifted(
                        "schema-with-another-view",
                        "a view counts what is paid in place of what is open",
                        "create or replace view customer_balances as select c.id as customer_id, coalesce(sum(i.total)"
                                + " filter (where i.status = 'paid'), 0)::numeric(12,2) as balance, max(i.created_at) as"
                                + " last_invoice_at from customers c left join invoices i on i.customer_id = c.id group by"
                                + " c.id"),
                drifted(
                        "schema-with-an-open-door",
                        "a function runs with the rights of its owner",
                        "alter function settle_invoice() security definer"),
                drifted(
                        "schema-with-row-security",
                        "row-level security is on for a table that had none",
                        "alter table contacts enable row level security"),
                drifted(
                        "schema-of-the-release-before",
                        "a table of the newest release is not there",
                        "drop table service_notices"));
    }

    private static Variant drifted(String name, String differs, String statement) {
        return referring(Variant.broken(
                DATABASE,
                name,
                differs,
                SCHEMA_DRIFTED,
                n -> n.newest(n.origin().dumpAfter(statement))));
    }

    /** What else the entry asks has its own variants. */
    private static Variant referring(Variant variant) {
        return variant.bare(reference());
    }

    private static String reference() {
        return "checks:\n  schema: "
                + Path.of("restore-tests/reference/customer-database.schema").toAbsolutePath() + "\n";
    }
}
