package io.restoreverifier.corpus;

import static io.restoreverifier.corpus.Sample.DATABASE;
import static io.restoreverifier.model.FindingCode.CONSTRAINT_NOT_VALID;
import static io.restoreverifier.model.FindingCode.EXTENSION_MISSING;
import static io.restoreverifier.model.FindingCode.MIGRATION_MISMATCH;
import static io.restoreverifier.model.FindingCode.OBJECT_MISSING;
import static io.restoreverifier.model.FindingCode.QUERY_FAILED;
import static io.restoreverifier.model.FindingCode.RESTORED_NOTHING;
import static io.restoreverifier.model.FindingCode.RESTORE_ERRORS;
import static io.restoreverifier.model.FindingCode.ROLE_MISSING;
import static io.restoreverifier.model.FindingCode.ROWS_DIFFER;
import static io.restoreverifier.model.FindingCode.ROWS_TOO_FEW;
import static io.restoreverifier.model.FindingCode.RPO_EXCEEDED;
import static io.restoreverifier.model.FindingCode.RTO_EXCEEDED;
import static io.restoreverifier.model.FindingCode.SEQUENCE_BEHIND;
import static io.restoreverifier.model.FindingCode.TABLE_MISSING;
import static io.restoreverifier.model.FindingCode.WRONG_SYSTEM;

import io.restoreverifier.model.FindingCode;
import java.util.List;

/** Dumps that pg_dump wrote as it should, of a database or with options that are not what should come back. */
final class BrokenDatabases {
    private BrokenDatabases() {}

    static List<Variant> variants() {
        return List.of(
                Variant.whole(
                        DATABASE,
                        "database-whole",
                        "nothing: dumped again from a restored copy",
                        n -> n.newest(n.origin().dumpAfter())),
                after(
                                "database-of-another-system",
                                "its identity row names another system",
                                WRONG_SYSTEM,
                                "update system_identity set host = 'dallas-2'")
                        .withOlder(),
                after(
                        "database-without-identity",
                        "its identity row is gone",
                        WRONG_SYSTEM,
                        "delete from system_identity"),
                after("database-without-a-table", "one table is dropped", TABLE_MISSING, "drop table contacts"),
                after(
                        "database-with-a-renamed-table",
                        "one table has another name",
                        TABLE_MISSING,
                        "alter table contacts rename to people"),
                dumped(
                        "database-without-data-of-a-table",
                        "one table was dumped without its rows",
                        ROWS_TOO_FEW,
                        "--exclude-table-data=ticket_messages"),
                dumped(
                                "database-dumped-without-a-table",
                                "one table that others refer to was left out of the dump",
                                RESTORE_ERRORS,
                                "--exclude-table=ip_ranges")
                        .besides(TABLE_MISSING, OBJECT_MISSING),
                dumped("database-schema-only", "it was dumped with --schema-only", RESTORED_NOTHING, "--schema-only")
                        .besides(WRONG_SYSTEM, ROWS_TOO_FEW, RPO_EXCEEDED, QUERY_FAILED, MIGRATION_MISMATCH),
                dumped("database-data-only", "it was dumped with --data-only", RESTORE_ERRORS, "--data-only")
                        .besides(RESTORED_NOTHING, TABLE_MISSING, QUERY_FAILED, MIGRATION_MISMATCH),
                broken(
                                "database-empty",
                                "it is a dump of an empty database",
                                RESTORED_NOTHING,
                                n -> n.newest(n.origin().dumpOf("postgres")))
                        .besides(TABLE_MISSING, QUERY_FAILED, MIGRATION_MISMATCH),
                after(
                        "database-with-1-percent-of-its-customers",
                        "99 % of the customers are gone, with all that is theirs",
                        ROWS_TOO_FEW,
                        """
                        create temp table gone as select id from customers where id % 100 <> 0
                          and id <> (select customer_id from invoices order by created_at desc limit 1);
                        delete from payments where invoice_id in (select id from invoices where customer_id in (table gone));
                        delete from invoices where customer_id in (table gone);
                        delete from tickets where customer_id in (table gone);
                        delete from ip_leases where service_id in (select id from services where customer_id in (table gone));
                        delete from services where customer_id in (table gone);
                        delete from customers where id in (table gone)"""),
                after(
                        "database-without-a-partition",
                        "the newest partition of a table is dropped",
                        ROWS_TOO_FEW,
                        "drop table traffic_2026_11"),
                after(
                                "database-of-last-quarter",
                                "the dump is fresh, its data are three months old",
                                RPO_EXCEEDED,
                                "update invoices set created_at = created_at - interval '92 days'")
                        .withOlder(),
                after(
                        "database-with-a-serial-behind",
                        "the sequence of a serial column is behind its rows",
                        SEQUENCE_BEHIND,
                        "select setval('invoices_id_seq', 1000)"),
                after(
                        "database-with-an-identity-behind",
                        "the sequence of an identity column is behind its rows",
                        SEQUENCE_BEHIND,
                        "select setval('customers_id_seq', 1, false)"),
                after(
                        "database-with-numbers-behind",
                        "a sequence that a default calls is behind its rows",
                        SEQUENCE_BEHIND,
                        "select setval('invoice_numbers', 100001)"),
                after(
                                "database-with-an-orphan",
                                "an invoice of no customer hides behind a NOT VALID foreign key",
                                CONSTRAINT_NOT_VALID,
                                "alter table invoices drop constraint invoices_customer_id_fkey",
                                "update invoices set customer_id = 999999999 where id = 5",
                                "alter table invoices add constraint invoices_customer_id_fkey foreign key (customer_id) references customers not valid")
                        .besides(QUERY_FAILED),
                after(
                        "database-with-an-unproven-check",
                        "a check constraint is NOT VALID",
                        CONSTRAINT_NOT_VALID,
                        "alter table invoices add constraint due_late check (due_on >= created_at::date) not valid"),
                after(
                                "database-with-a-broken-check",
                                "a row breaks a check constraint that is said to be valid",
                                RESTORE_ERRORS,
                                "alter table tickets add constraint short check (length(subject) < 4) not valid",
                                "update pg_constraint set convalidated = true where conname = 'short'")
                        .besides(ROWS_TOO_FEW, ROWS_DIFFER, OBJECT_MISSING),
                after(
                                "database-with-a-broken-key",
                                "a row breaks a foreign key that is said to be valid",
                                RESTORE_ERRORS,
                                "set session_replication_role = replica; update tickets set customer_id = 999999999 where id = 7")
                        .besides(OBJECT_MISSING),
                after(
                        "database-with-an-open-account",
                        "nobody may sign in",
                        QUERY_FAILED,
                        "update staff set active = false"),
                after(
                        "database-that-does-not-add-up",
                        "one invoice's total is one cent off",
                        QUERY_FAILED,
                        "update invoices set total = total + 0.01 where id = 11 and status = 'paid' or id = 12"),
                dumped("database-without-large-objects", "it was dumped with --no-blobs", QUERY_FAILED, "--no-blobs"),
                dumped(
                        "database-without-grants",
                        "it was dumped with --no-privileges",
                        QUERY_FAILED,
                        "--no-privileges"),
                after(
                                "database-of-an-older-release",
                                "its schema says that it is of an older release",
                                QUERY_FAILED,
                                "delete from flyway_schema_history where version::integer > 6")
                        .besides(MIGRATION_MISMATCH),
                after(
                        "database-with-an-unknown-owner",
                        "a table belongs to a role that nobody gives",
                        ROLE_MISSING,
                        "drop role if exists larkspur_batch",
                        "create role larkspur_batch",
                        "alter table tickets owner to larkspur_batch"),
                broken(
                                "database-without-its-roles",
                                "the entry gives none of the roles that it needs",
                                ROLE_MISSING,
                                n -> n.generations(0))
                        .saying("roles: []", "roles: [billing_app, billing_ro]")
                        .besides(QUERY_FAILED, OBJECT_MISSING),
                broken(
                        "database-with-an-unknown-extension",
                        "it needs an extension that the image does not carry",
                        EXTENSION_MISSING,
                        n -> {
                            n.origin()
                                    .extension(
                                            "larkspur",
                                            "create function larkspur() returns int language sql as 'select 1';");
                            n.newest(n.origin().dumpAfter("create extension larkspur"));
                        }),
                broken(
                                "database-too-slow",
                                "the entry allows one second to recover",
                                RTO_EXCEEDED,
                                n -> n.generations(0))
                        .saying("rto: 1s", "rto: 30m"));
    }

    /** Dumped after these statements. */
    private static Variant after(String name, String differs, FindingCode code, String... statements) {
        return broken(name, differs, code, n -> n.newest(n.origin().dumpAfter(statements)));
    }

    /** Dumped with these options. */
    private static Variant dumped(String name, String differs, FindingCode code, String... options) {
        return broken(name, differs, code, n -> n.newest(n.origin().dump(List.of(), options)));
    }

    private static Variant broken(String name, String differs, FindingCode code, Variant.Damage damage) {
        return Variant.broken(DATABASE, name, differs, code, damage);
    }
}
