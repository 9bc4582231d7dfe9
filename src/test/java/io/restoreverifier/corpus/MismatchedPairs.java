package io.restoreverifier.corpus;

import static io.restoreverifier.corpus.Sample.CODE;
import static io.restoreverifier.corpus.Sample.DATABASE;
import static io.restoreverifier.model.FindingCode.ARTIFACT_INCOMPLETE;
import static io.restoreverifier.model.FindingCode.MIGRATION_MISMATCH;
import static io.restoreverifier.model.FindingCode.QUERY_FAILED;

import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Databases and code bases that are each whole, and do not belong together. */
final class MismatchedPairs {
    private static final String MIGRATIONS = "clientarea/src/main/resources/db/migration/";
    private static final String SAID = "{code: clientarea-code, locations: src/main/resources/db/migration}";

    private MismatchedPairs() {}

    static List<Variant> variants() {
        return List.of(
                pair("pair-code-ahead", "its code has a migration more", MIGRATION_MISMATCH, n -> {
                    n.generations(0);
                    n.code(ahead(n, "create table referrals (id bigint primary key);"));
                }),
                pair("pair-code-behind", "its code is of the release before", MIGRATION_MISMATCH, n -> {
                    n.generations(0);
                    n.code(CODE.bytes(2));
                }),
                pair(
                        "pair-with-a-changed-migration",
                        "one applied migration was edited since",
                        MIGRATION_MISMATCH,
                        n -> {
                            n.generations(0);
                            n.code(Packed.of(CODE.bytes(0))
                                    .change(
                                            MIGRATIONS + "V3__ip_addresses.sql",
                                            sql -> sql + "\ncreate table more (id int);\n")
                                    .toBytes());
                        }),
                pair("pair-without-a-migration", "one applied migration is not in its code", MIGRATION_MISMATCH, n -> {
                    n.generations(0);
                    n.code(Packed.of(CODE.bytes(0))
                            .keepOnly(name -> !name.contains("/V5__"))
                            .toBytes());
                }),
                pair("pair-without-migrations", "its code has no folder of migrations", MIGRATION_MISMATCH, n -> {
                    n.generations(0);
                    n.code(Packed.of(CODE.bytes(0))
                            .keepOnly(name -> !name.contains("/db/migration"))
                            .toBytes());
                }),
                pair("pair-with-broken-code", "the code that goes with it is truncated", ARTIFACT_INCOMPLETE, n -> {
                    n.generations(0);
                    n.code(Arrays.copyOf(CODE.bytes(0), CODE.bytes(0).length / 2));
                }),
                after(
                        "database-with-a-failed-migration",
                        "its last migration failed halfway",
                        "update flyway_schema_history set success = false where version = '8'"),
                after(
                        "database-with-a-gap",
                        "its history lacks one migration in the middle",
                        "delete from flyway_schema_history where version = '5'"),
                Variant.broken(
                                DATABASE,
                                "database-without-history",
                                "its history is empty",
                                QUERY_FAILED,
                                n -> n.newest(n.origin().dumpAfter("delete from flyway_schema_history")))
                        .besides(MIGRATION_MISMATCH),
                Variant.whole(
                                DATABASE,
                                "pair-that-can-be-migrated",
                                "nothing: its code has a migration more, which is allowed and applied to a copy",
                                n -> {
                                    n.generations(0);
                                    n.code(ahead(n, "create table referrals (id bigint primary key);"));
                                })
                        .saying("{code: pair-that-can-be-migrated-code, pending: allowed, migrate: true}", SAID),
                Variant.broken(
                                DATABASE,
                                "pair-that-cannot-be-migrated",
                                "its code has a migration more, which fails on the data",
                                MIGRATION_MISMATCH,
                                n -> {
                                    n.generations(0);
                                    n.code(ahead(n, "create unique index on invoices (customer_id);"));
                                })
                        .saying("{code: pair-that-cannot-be-migrated-code, pending: allowed, migrate: true}", SAID));
    }

    private static byte[] ahead(Night night, String sql) throws IOException {
        return Packed.of(CODE.bytes(0))
                .add(new TarArchiveEntry(MIGRATIONS + "V9__referrals.sql"), sql)
                .toBytes();
    }

    private static Variant pair(String name, String differs, FindingCode code, Variant.Damage damage) {
        return Variant.broken(DATABASE, name, differs, code, damage).saying("{code: " + name + "-code}", SAID);
    }

    private static Variant after(String name, String differs, String statement) {
        return Variant.broken(
                DATABASE,
                name,
                differs,
                MIGRATION_MISMATCH,
                n -> n.newest(n.origin().dumpAfter(statement)));
    }
}
