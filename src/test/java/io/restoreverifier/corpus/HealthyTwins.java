package io.restoreverifier.corpus;

import static io.restoreverifier.corpus.Sample.DATABASE;

import java.util.List;

/** Databases that look like broken ones, and are whole. */
final class HealthyTwins {
    private HealthyTwins() {}

    static List<Variant> variants() {
        return List.of(after(
                "database-with-rows-of-an-installation",
                "nothing is wrong: a sequence was never asked, since its table's few rows came with numbers",
                "create table ticket_kinds (id serial primary key, name text)",
                "insert into ticket_kinds values (1, 'question'), (2, 'fault'), (3, 'order')"));
    }

    private static Variant after(String name, String differs, String... statements) {
        return Variant.whole(DATABASE, name, differs, n -> n.newest(n.origin().dumpAfter(statements)));
    }
}
