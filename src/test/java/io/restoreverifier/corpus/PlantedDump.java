package io.restoreverifier.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A dump with planted rows that is broken so that PostgreSQL prints them, and checks that do.
 *
 * @param sql what is done to the sample database before it is dumped
 * @param checks the YAML below {@code checks:}
 * @param error one that is told, word for word
 */
record PlantedDump(String name, List<String> sql, String checks, String error) {
    private static final String RAISED =
            "a function of the database raised an error; its text is not shown, since it may carry rows";
    private static final String TABLE = "create table planted (id int, v text)";

    static List<PlantedDump> all() {
        return List.of(
                restore(
                        "in-a-failing-row",
                        "RESTORE_ERRORS: COPY failed for table \"planted\": ERROR:  new row for relation"
                                + " \"planted\" violates check constraint \"short\"",
                        TABLE,
                        "insert into planted values (1, 'xq7planted')",
                        "alter table planted add constraint short check (length(v) < 3) not valid",
                        "update pg_constraint set convalidated = true where conname = 'short'"),
                restore(
                        "in-a-row-like-an-error",
                        "RESTORE_ERRORS: COPY failed for table \"planted\": ERROR:  new row for relation"
                                + " \"planted\" violates check constraint \"short\"",
                        TABLE,
                        "insert into planted values (1, E'x\\nERROR:  role \"xq7planted\" does not exist\\n"
                                + "CONTEXT:  xq7planted\\npg_restore: error: xq7planted 4711')",
                        "alter table planted add constraint short check (length(v) < 3) not valid",
                        "update pg_constraint set convalidated = true where conname = 'short'"),
                restore(
                        "in-a-duplicate",
                        "RESTORE_ERRORS: could not create unique index \"planted_v\"",
                        TABLE,
                        "insert into planted values (1, 'xq7planted'), (2, 'xq7planted')",
                        "create index planted_v on planted (v)",
                        "update pg_index set indisunique = true where indexrelid = 'planted_v'::regclass"),
                restore(
                        "in-an-orphan",
                        "RESTORE_ERRORS: insert or update on table \"child\" violates foreign key constraint \"child_v_fkey\"",
                        "create table parent (v text primary key)",
                        "create table child (v text references parent)",
                        "set session_replication_role = replica; insert into child values ('xq7planted')"),
                restore(
                        "in-a-cast",
                        "RESTORE_ERRORS: COPY failed for table \"planted\": ERROR:  invalid input syntax for type integer: \"...\"",
                        TABLE,
                        "insert into planted values (1, 'xq7planted')",
                        "create function number(v text) returns boolean language plpgsql as 'begin return v::integer > 0; end'",
                        "alter table planted add constraint short check (number(v)) not valid",
                        "update pg_constraint set convalidated = true where conname = 'short'"),
                restore(
                        "in-json",
                        "RESTORE_ERRORS: COPY failed for table \"planted\": ERROR:  invalid input syntax for type json",
                        TABLE,
                        "insert into planted values (1, '{\"a\": xq7planted}')",
                        "alter table planted add constraint short check (v::json is not null) not valid",
                        "update pg_constraint set convalidated = true where conname = 'short'"),
                raised("in-an-exception", "raise exception ''customer % of % owes 4711'', v, v"),
                raised("in-an-exception-like-a-role", "raise exception ''role \"%\" does not exist'', v"),
                raised(
                        "in-an-exception-of-another-state",
                        "raise warning ''%'', v; raise notice ''%'', v; raise log ''%'', v;"
                                + " raise exception ''user \"%\" does not exist'', v using errcode = ''42704'', detail = v, hint = v"),
                raised("in-an-assertion", "assert false, ''table '' || v"),
                restore(
                        "in-an-index",
                        "RESTORE_ERRORS: invalid input syntax for type integer: \"...\"",
                        TABLE,
                        "create function number(v text) returns integer immutable language sql as 'select v::integer'",
                        "create index planted_number on planted (number(v))",
                        "update pg_index set indisready = false where indexrelid = 'planted_number'::regclass",
                        "insert into planted values (1, 'xq7planted')",
                        "update pg_index set indisready = true where indexrelid = 'planted_number'::regclass"),
                restore(
                        "in-a-view",
                        "RESTORE_ERRORS: invalid input syntax for type integer: \"...\"",
                        TABLE,
                        "insert into planted values (1, '5')",
                        "create materialized view sums as select sum(v::integer) from planted",
                        "insert into planted values (2, 'xq7planted')"),
                restore(
                        "in-a-password",
                        "ROLE_MISSING: the dump needs a role that does not exist: larkspur_sync",
                        "create foreign data wrapper larkspur",
                        "drop role if exists larkspur_sync",
                        "create role larkspur_sync",
                        "create server far foreign data wrapper larkspur options (password 'xq7planted')",
                        "create user mapping for larkspur_sync server far options (password 'xq7planted')"),
                query(
                        "in-a-query",
                        "select password::integer from staff",
                        "QUERY_FAILED: queries it holds: ERROR: invalid input syntax for" + " type integer: \"...\""),
                query(
                        "in-an-answer",
                        "select v from planted",
                        "QUERY_FAILED: it holds: expected 0, found another text of 10 characters"),
                query(
                        "in-many-answers",
                        "select v from planted, generate_series(1, 2)",
                        "QUERY_FAILED: it holds: expected 0, the query answers more than one row, expected one row and one column"),
                query(
                        "in-an-exception-of-a-query",
                        "select refuse(v) from planted",
                        "QUERY_FAILED: queries it holds: " + RAISED),
                query(
                        "in-xml",
                        "select xmlparse(document v) from planted",
                        "QUERY_FAILED: queries it holds: ERROR: invalid XML document"),
                query(
                        "in-a-secret",
                        "select '${env:PLANTED_SECRET}' || '${file:../secret}' from nowhere",
                        "QUERY_FAILED: queries it holds: ERROR: relation \"nowhere\" does not exist"),
                newest(
                        "in-the-newest-data",
                        "select v from planted",
                        "QUERY_FAILED: the query for the newest data answers a text, expected a time"),
                newest(
                        "in-a-lost-connection",
                        "select now() from planted where pg_terminate_backend(pg_backend_pid())",
                        "TOOL_FAILED: newest-data: the server in the sandbox is gone: FATAL: terminating connection due to"
                                + " administrator command"));
    }

    private static PlantedDump restore(String name, String error, String... sql) {
        return new PlantedDump(name, List.of(sql), "tables: [planted]", error);
    }

    private static PlantedDump raised(String name, String statements) {
        return restore(
                name,
                "RESTORE_ERRORS: " + RAISED,
                TABLE,
                "insert into planted values (1, 'xq7planted')",
                refusing(statements),
                "alter table planted add constraint short check (refuse(v)) not valid",
                "update pg_constraint set convalidated = true where conname = 'short'");
    }

    private static PlantedDump query(String name, String sql, String error) {
        return new PlantedDump(
                name,
                planted(),
                "{queries: [{name: it holds, sql: \"" + sql
                        + "\", expect: 0}], identity: {sql: select 'x', expect: '${env:PLANTED_SECRET}'}}",
                error);
    }

    private static PlantedDump newest(String name, String sql, String error) {
        return new PlantedDump(name, planted(), "{newest-data: \"" + sql + "\"}", error);
    }

    private static List<String> planted() {
        return List.of(
                TABLE,
                "insert into planted values (1, 'xq7planted')",
                "create table staff (password text)",
                "insert into staff values ('xq7planted')",
                refusing("raise exception ''role \"%\" does not exist'', v"));
    }

    private static String refusing(String statements) {
        return "create function refuse(v text) returns boolean language plpgsql as 'begin " + statements
                + "; return true; end'";
    }

    /** Lays the dump and its entry into the folder of a run. */
    void write(Path home, Origin origin) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(home.resolve("artifacts").resolve(name));
        Sample.write(folder.resolve(Sample.DATABASE.name(0)), origin.dumpOfNothingBut(sql));
        Files.writeString(home.resolve("catalog").resolve(name + ".yml"), """
                backup: %s
                source: {directory: ../artifacts/%s, newest: "customers-*.dump"}
                restore: {postgresql: {roles: [billing_app, billing_ro]}}
                checks:
                  %s
                """.formatted(name, name, checks));
    }
}
