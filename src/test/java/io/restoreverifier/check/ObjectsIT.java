package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a dump lists and what came back: what is lost, switched off or not to be read is told, and what is whole is not.
 * {@code -Drestore.postgres-image} names another image of PostgreSQL to try it with.
 */
class ObjectsIT {
    @TempDir
    static Path home;

    private static EveryKind every;

    @BeforeAll
    static void restore() throws IOException, InterruptedException {
        every = EveryKind.restoredIn(home, "encoding UTF8");
    }

    @AfterAll
    static void dispose() {
        every.close();
    }

    @Test
    void everyKindThatCameBackIsHeld() {
        List<CheckResult> results = every.put(new ObjectsCheck());

        assertThat(results).flatExtracting(CheckResult::findings).isEmpty();
        assertThat(results).filteredOn(r -> r.status() == Status.PASSED).hasSizeGreaterThan(40);
        assertThat(results).filteredOn(r -> r.status() != Status.PASSED).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            drop materialized view public.names_again | OBJECT_MISSING | MATERIALIZED VIEW DATA: the dump lists 2, and of these 1 did not come back: names_again
            refresh materialized view public.names_again with no data | OBJECT_MISSING | MATERIALIZED VIEW DATA: the dump lists 2, and of these 1 did not come back: names_again
            drop table tools.scratch | TABLE_MISSING | TABLE: the dump lists 16, and of these 1 did not come back: tools.scratch
            drop trigger stamp on tools.parent | OBJECT_MISSING | TRIGGER: the dump lists 2, and of these 1 did not come back: tools.parent stamp
            drop event trigger watch | OBJECT_MISSING | EVENT TRIGGER: the dump lists 1, and of these 1 did not come back: watch
            drop function tools."odd; name" | OBJECT_MISSING | FUNCTION: the dump lists 12, and of these 1 did not come back: tools.odd; name(integer, text[])
            drop procedure tools.nothing | OBJECT_MISSING | PROCEDURE: the dump lists 1, and of these 1 did not come back: tools.nothing(integer)
            drop aggregate tools.total(integer) | OBJECT_MISSING | AGGREGATE: the dump lists 1, and of these 1 did not come back: tools.total(integer)
            drop policy all_of_them on public.customers | OBJECT_MISSING | POLICY: the dump lists 2, and of these 1 did not come back: customers all_of_them
            alter table public.customers disable row level security | OBJECT_MISSING | ROW SECURITY: the dump lists 2, and of these 1 did not come back: customers
            comment on table public.customers is null | OBJECT_MISSING | COMMENT: the dump lists 13, and of these 1 did not come back: TABLE customers
            comment on column public.customers."Mixed Case" is null | OBJECT_MISSING | COMMENT: the dump lists 13, and of these 1 did not come back: COLUMN customers."Mixed Case"
            update pg_class set relacl = null where relname = 'names' | OBJECT_MISSING | ACL: the dump lists 110, and of these 1 did not come back: TABLE names
            update pg_proc set proacl = null where proname = 'odd; name' | OBJECT_MISSING | ACL: the dump lists 110, and of these 1 did not come back: tools.FUNCTION "odd; name"(x integer, VARIADIC y text[])
            delete from pg_default_acl where defaclobjtype = 'r' | OBJECT_MISSING | DEFAULT ACL: the dump lists 2, and of these 1 did not come back: DEFAULT PRIVILEGES FOR TABLES of app
            drop extension postgres_fdw cascade | EXTENSION_MISSING | EXTENSION: the dump lists 2, and of these 1 did not come back: postgres_fdw
            drop index public.by_lower | OBJECT_MISSING | INDEX: the dump lists 8, and of these 1 did not come back: by_lower
            alter table public.invoices drop constraint invoices_customer_fkey | OBJECT_MISSING | FK CONSTRAINT: the dump lists 1, and of these 1 did not come back: invoices invoices_customer_fkey
            alter table public.invoices drop constraint late | OBJECT_MISSING | CHECK CONSTRAINT: the dump lists 1, and of these 1 did not come back: invoices late
            drop sequence public.numbers cascade | OBJECT_MISSING | SEQUENCE: the dump lists 3, and of these 1 did not come back: numbers
            drop statistics public.together | OBJECT_MISSING | STATISTICS: the dump lists 1, and of these 1 did not come back: together
            drop rule "no; delete" on tools.parent | OBJECT_MISSING | RULE: the dump lists 2, and of these 1 did not come back: tools.parent no; delete
            drop publication selected | OBJECT_MISSING | PUBLICATION: the dump lists 4, and of these 1 did not come back: selected
            alter table public.traffic detach partition public.traffic_2025 | OBJECT_MISSING | TABLE ATTACH: the dump lists 4, and of these 1 did not come back: traffic_2025
            select lo_unlink(4712) | OBJECT_MISSING | BLOB: the dump lists 503, and of these large objects 1 did not come back: 4712
            """)
    void whatIsLostIsTold(String damage, FindingCode code, String message) throws SQLException {
        List<Finding> findings = findings(every.putAfter(new ObjectsCheck(), damage));

        assertThat(findings).extracting(Finding::message).contains(message);
        assertThat(findings)
                .filteredOn(f -> f.message().equals(message))
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo(code));
    }

    @Test
    void eachViewIsSelectedFrom() {
        List<CheckResult> results = every.put(new ViewsCheck());

        Map<String, String> warnings = findings(results).stream()
                .peek(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
                .collect(Collectors.toMap(Finding::subject, Finding::message));
        assertThat(warnings)
                .containsOnlyKeys("of_path", "tools.of_raising", "tools.divides")
                .containsEntry("tools.divides", "view tools.divides does not answer: ERROR: ... by zero")
                .containsEntry(
                        "of_path",
                        "view of_path does not answer: it answers only when a function that it calls finds its objects by"
                                + " a search_path, and the dump brings no setting of one");
        assertThat(warnings.get("tools.of_raising")).doesNotContain("xq7");
        assertThat(results).filteredOn(r -> r.status() == Status.FAILED).isEmpty();
        assertThat(results)
                .filteredOn(r -> r.status() == Status.NOT_APPLICABLE)
                .extracting(r -> r.subject() + ": " + r.found())
                .contains(
                        ": not selected from, since they read what lies on other servers: tools.of_remote",
                        ": not selected from, since they are materialized views without data, or read such a one:"
                                + " tools.never, tools.of_never");
    }

    @Test
    void aViewOnAColumnThatIsGoneIsTold() throws SQLException {
        List<Finding> findings =
                findings(every.putAfter(new ViewsCheck(), "alter table tools.parent rename column note to remark"));

        assertThat(findings).filteredOn(Finding::isError).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(FindingCode.QUERY_FAILED);
            assertThat(f.message()).isEqualTo("view of_twin does not answer: ERROR: column \"note\" does not exist");
        });
    }

    @Test
    void whatIsSwitchedOffIsNamed() throws SQLException {
        assertThat(findings(every.put(new SwitchedOffCheck(Severity.WARNING))))
                .extracting(f -> f.severity() + " " + f.code() + " " + f.message())
                .containsExactly("WARNING TRIGGER_DISABLED trigger tools.parent.off is there, but it is disabled");
        assertThat(findings(every.putAfter(
                        new SwitchedOffCheck(Severity.ERROR),
                        "alter table public.invoices disable row level security",
                        "alter event trigger watch disable",
                        "alter table tools.parent disable rule \"no; delete\"")))
                .extracting(f -> f.severity() + " " + f.code() + " " + f.message())
                .containsExactly(
                        "ERROR TRIGGER_DISABLED event trigger watch is there, but it is disabled",
                        "ERROR POLICY_OFF policy invoices.own is there, but row security of its table is off, so that it"
                                + " guards nothing",
                        "ERROR TRIGGER_DISABLED rule tools.parent.no; delete is there, but it is disabled",
                        "ERROR TRIGGER_DISABLED trigger tools.parent.off is there, but it is disabled");
    }

    @Test
    void anotherEncodingAndAnotherOrderAreTold() throws SQLException {
        assertThat(findings(every.put(new LocaleCheck()))).isEmpty();
        assertThat(findings(every.putAfter(
                        new LocaleCheck(),
                        "update pg_database set encoding = pg_char_to_encoding('LATIN1') where datname = 'damaged'")))
                .extracting(f -> f.severity() + " " + f.code() + " " + f.message())
                .containsExactly("ERROR ENCODING_CHANGED texts are kept in LATIN1, in production in UTF8");
        assertThat(findings(every.putAfter(
                        new LocaleCheck(), "update pg_database set datcollate = 'C' where datname = 'damaged'")))
                .extracting(f -> f.severity() + " " + f.code() + " " + f.message())
                .containsExactly(
                        "WARNING COLLATION_CHANGED texts are ordered as in C, and C.UTF-8 for kinds of letters, in"
                                + " production as in C.UTF-8: the sandbox does not have that locale");
    }

    @Test
    void whatPgDumpCannotReadIsTold() throws SQLException {
        assertThat(findings(every.put(new ReadableCheck(false)))).isEmpty();
        assertThat(findings(every.put(new ReadableCheck(true)))).isEmpty();
        every.execute("update pg_class set relnamespace = 999999 where relname = 'scratch'");
        try {
            assertThat(findings(every.put(new ReadableCheck(false))))
                    .extracting(f -> f.severity() + " " + f.code() + " " + f.message())
                    .containsExactly(
                            "ERROR NOT_DUMPABLE pg_dump 15 cannot dump what came back: schema with OID 999999 does not exist");
        } finally {
            every.execute("update pg_class set relnamespace = 'tools'::regnamespace where relname = 'scratch'");
        }
    }

    private static List<Finding> findings(List<CheckResult> results) {
        return results.stream().flatMap(r -> r.findings().stream()).toList();
    }
}
