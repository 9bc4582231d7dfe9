package io.restoreverifier.corpus;

import static io.restoreverifier.corpus.Sample.DATABASE;
import static io.restoreverifier.model.FindingCode.ARTIFACT_MISSING;
import static io.restoreverifier.model.FindingCode.ROWS_DIFFER;

import java.io.IOException;
import java.util.List;

/** Dumps that every tool is content with, whose rows are not those that production wrote down of itself. */
final class BrokenRows {
    private static final String MANIFEST = "customers-20261121T021500Z.rows";

    private BrokenRows() {}

    static List<Variant> variants() {
        return List.of(
                manifested(Variant.whole(
                        DATABASE,
                        "rows-whole",
                        "nothing: its rows are those of the manifest beside it",
                        n -> written(n))),
                after("rows-with-one-changed", "one value of one row is another one", """
                        update contacts set name = 'xq7planted' where id = 7"""),
                after("rows-with-one-doubled", "one row is there twice", """
                        alter table contacts drop constraint contacts_pkey cascade;
                        alter table contacts drop constraint contacts_customer_id_email_key;
                        insert into contacts overriding system value select * from contacts where id = 7"""),
                after("rows-with-one-missing", "one row is not there", "delete from contacts where id = 7"),
                after("rows-with-two-mixed-up", "two rows have each other's names", """
                        update contacts c set name = o.name from contacts o
                        where c.id in (7, 8) and o.id in (7, 8) and o.id <> c.id"""),
                manifested(Variant.broken(
                        DATABASE,
                        "rows-without-manifest",
                        "the manifest that its entry names is not there",
                        ARTIFACT_MISSING,
                        n -> n.newest(n.origin().dumpAfter()))),
                manifested(Variant.broken(
                        DATABASE,
                        "rows-with-half-a-manifest",
                        "the manifest beside it ends half-way",
                        ROWS_DIFFER,
                        n -> {
                            written(n);
                            String manifest = n.origin().manifest();
                            n.file(MANIFEST, manifest.substring(0, manifest.length() / 2));
                        })));
    }

    /** Production is written down whole, and dumped after a statement. */
    private static Variant after(String name, String differs, String sql) {
        return manifested(Variant.broken(DATABASE, name, differs, ROWS_DIFFER, n -> written(n, sql)));
    }

    private static void written(Night night, String... sql) throws IOException, InterruptedException {
        night.newest(night.origin().dumpAfter());
        night.file(MANIFEST, night.origin().manifest());
        if (sql.length > 0) {
            night.newest(night.origin().dumpAfter(sql));
        }
    }

    private static Variant manifested(Variant variant) {
        return variant.saying(
                "checks:\n  rows-manifest: \"customers-{time:yyyyMMdd'T'HHmmss'Z'}.rows\"\n", "checks:\n");
    }
}
