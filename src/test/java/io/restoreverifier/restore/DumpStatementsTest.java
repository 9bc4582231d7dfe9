package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.DumpObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of an entry before it is sent. */
class DumpStatementsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TABLE | public | a b | DROP TABLE public.\"a b\"; | ALTER TABLE \"public\".\"a b\" OWNER TO \"app\"",
                "SCHEMA | '' | Odd | DROP SCHEMA \"Odd\"; | ALTER SCHEMA \"Odd\" OWNER TO \"app\"",
                "BLOB | '' | 4711 | SELECT pg_catalog.lo_unlink('4711'); | ALTER LARGE OBJECT 4711 OWNER TO \"app\"",
                "FUNCTION | tools | f(integer) | DROP FUNCTION tools.f(a integer); |"
                        + " ALTER FUNCTION tools.f(a integer) OWNER TO \"app\"",
                "OPERATOR | tools | === | DROP OPERATOR tools.=== (integer, integer); |"
                        + " ALTER OPERATOR tools.=== (integer, integer) OWNER TO \"app\"",
                "PROCEDURAL LANGUAGE | '' | tiny | DROP PROCEDURAL LANGUAGE tiny; |"
                        + " ALTER PROCEDURAL LANGUAGE \"tiny\" OWNER TO \"app\""
            })
    void ownersAreSetAsTheKindAsksFor(String type, String schema, String name, String drop, String statement)
            throws DumpDamage {
        assertThat(OwnerStatement.of(object(type, schema, name, drop + "\n", "")))
                .contains(statement);
    }

    @Test
    void whatIsNotDroppedAloneHasNoOwner() throws DumpDamage {
        assertThat(OwnerStatement.of(object("TABLE ATTACH", "public", "t", "", "")))
                .isEmpty();
        assertThat(OwnerStatement.of(object("INDEX", "public", "i", "DROP INDEX i;", "")))
                .isEmpty();
    }

    @Test
    void quotesInNamesAreDoubled() throws DumpDamage {
        assertThat(OwnerStatement.of(object("TYPE", "a\"b", "c\"; drop table x; --", "DROP TYPE x;", "")))
                .contains("ALTER TYPE \"a\"\"b\".\"c\"\"; drop table x; --\" OWNER TO \"app\"");
    }

    @Test
    void anOwnedObjectOfAnUnknownTypeIsNotGuessedAt() {
        assertThatThrownBy(
                        () -> OwnerStatement.of(object("PROPERTY GRAPH", "public", "g", "DROP PROPERTY GRAPH g;", "")))
                .isInstanceOf(DumpDamage.class)
                .hasMessage(
                        "the dump has an object of type PROPERTY GRAPH, whose owner this version cannot set by itself");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY public.customers (id, name) FROM stdin;\n",
                "COPY public.nothing  FROM stdin;\n",
                "COPY old (id) WITH OIDS FROM stdin;\n",
                "COPY \"Odd \"\"S;\"\"\".\"t'; FROM PROGRAM\" (\"a, b\", größe) FROM stdin;\n"
            })
    void copyFromTheClientIsTaken(String command) throws DumpDamage {
        assertThat(CopyCommand.of(object("TABLE DATA", "public", "t", "", command), "UTF8"))
                .isEqualTo(command.strip());
    }

    @Test
    void rowsOfAnotherEncodingSayIt() throws DumpDamage {
        assertThat(CopyCommand.of(object("TABLE DATA", "public", "t", "", "COPY t (a) FROM stdin;\n"), "LATIN1"))
                .isEqualTo("COPY t (a) FROM stdin WITH (ENCODING 'LATIN1')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t (a) FROM PROGRAM 'id';",
                "COPY t (a) FROM '/etc/passwd';",
                "COPY t (a) TO stdout;",
                "COPY t (a) TO PROGRAM 'cat';",
                "COPY (select 1) TO PROGRAM 'id'; COPY t (a) FROM stdin;",
                "COPY t (a) FROM stdin; DROP TABLE t;",
                "COPY \"t\" FROM PROGRAM 'x' --\" FROM stdin;",
                "DROP TABLE t;"
            })
    void anyOtherCommandIsRefused(String command) {
        assertThatThrownBy(() -> CopyCommand.of(object("TABLE DATA", "public", "t", "", command), "UTF8"))
                .isInstanceOf(DumpDamage.class)
                .hasMessage("the command for the data of table public.t is no `COPY ... FROM stdin`,"
                        + " which is the only one that pg_dump writes");
    }

    @ParameterizedTest
    @CsvSource({
        "TABLE, t, OBJECTS_AND_DATA",
        "ACL, TABLE t, PRIVILEGES",
        "DEFAULT ACL, x, PRIVILEGES",
        "MATERIALIZED VIEW DATA, v, AFTER_PRIVILEGES",
        "EVENT TRIGGER, e, AFTER_PRIVILEGES",
        "COMMENT, EVENT TRIGGER e, AFTER_PRIVILEGES",
        "COMMENT, TABLE t, OBJECTS_AND_DATA"
    })
    void privilegesComeAfterObjectsAndEventTriggersLast(String type, String name, ReplayPass pass) {
        assertThat(ReplayPass.of(object(type, "", name, "", "").entry())).isEqualTo(pass);
    }

    @Test
    void whatBelongsToTheDatabaseItselfIsLeftAlone() {
        assertThat(ReplayPass.isRestored(object("DATABASE", "", "d", "", "").entry()))
                .isFalse();
        assertThat(ReplayPass.isRestored(object("ACL", "", "DATABASE d", "", "").entry()))
                .isFalse();
        assertThat(ReplayPass.isRestored(object("ACL", "", "SCHEMA d", "", "").entry()))
                .isTrue();
    }

    @Test
    void privilegesOfAGroupAreThoseOfEachLargeObject() {
        LargeObjects largeObjects = new LargeObjects();
        DumpObject group = new DumpObject(
                new DumpEntry(7, "BLOB METADATA", "", "LARGE OBJECTS 11..12", "app", false, 0, false),
                "11\n3000000000\n",
                "skipped",
                "",
                Optional.empty(),
                Optional.empty(),
                0,
                List.of());
        DumpObject acl = new DumpObject(
                new DumpEntry(9, "ACL", "", "LARGE OBJECTS 11..12", "app", false, 0, false),
                "REVOKE ALL ON LARGE OBJECT 11 FROM app;\nGRANT SELECT ON LARGE OBJECT 11 TO \"LARGE OBJECT 1;\";\n",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                0,
                List.of(7));

        assertThat(largeObjects.creations(group))
                .containsExactly(
                        "SELECT pg_catalog.lo_create('11')",
                        "SELECT pg_catalog.lo_create('3000000000')",
                        "ALTER LARGE OBJECT 11 OWNER TO \"app\"",
                        "ALTER LARGE OBJECT 3000000000 OWNER TO \"app\"");
        assertThat(largeObjects.privileges(acl))
                .containsExactly(
                        "REVOKE ALL ON LARGE OBJECT 11 FROM app",
                        "REVOKE ALL ON LARGE OBJECT 3000000000 FROM app",
                        "GRANT SELECT ON LARGE OBJECT 11 TO \"LARGE OBJECT 1;\"",
                        "GRANT SELECT ON LARGE OBJECT 3000000000 TO \"LARGE OBJECT 1;\"");
    }

    private static DumpObject object(String type, String schema, String name, String drop, String copy) {
        return new DumpObject(
                new DumpEntry(1, type, schema, name, "app", !copy.isEmpty(), 0, !copy.isEmpty()),
                "",
                drop,
                copy,
                Optional.empty(),
                Optional.empty(),
                0,
                List.of());
    }
}
