package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump of globals does the same, and the same is said of it, whether psql loads it or we do. */
class OwnGlobalsIT {
    private static final String GLOBALS = """
            --
            -- PostgreSQL database cluster dump
            --

            \\restrict aB3xyz

            SET default_transaction_read_only = off;

            SET client_encoding = 'UTF8';
            SET standard_conforming_strings = on;

            CREATE ROLE app;
            ALTER ROLE app WITH NOSUPERUSER INHERIT LOGIN PASSWORD 'SCRAM-SHA-256$4096:c2FsdA==$a2V5:c2VydmVy';
            CREATE ROLE "odd; ""name"" \\ größe";
            COMMENT ON ROLE app IS 'it''s; a $$ comment \\';
            CREATE ROLE postgres;
            CREATE ROLE app;
            ALTER ROLE app SET search_path TO 'a;b', 'c';
            GRANT app TO "odd; ""name"" \\ größe" WITH ADMIN OPTION GRANTED BY postgres;
            ALTER ROLE nobody SET work_mem TO '5MB';
            CREATE TABLESPACE fast OWNER app LOCATION '/nowhere/at/all';
            /* a comment; ' */ GRANT CREATE ON TABLESPACE fast TO app;
            \\connect template1
            CREATE ROLE reader -- of reports;
              ;

            \\unrestrict aB3xyz
            \\connect template1
            COMMENT ON DATABASE template1 IS 'said in template1';
            DO $do$ BEGIN PERFORM 1; END; $do$;
            """;

    @TempDir
    Path folder;

    @Test
    void theSameRolesAndTheSameFindings() throws IOException {
        byte[] bytes = GLOBALS.getBytes(StandardCharsets.UTF_8);

        List<String> byPsql = OneRestore.inServer(folder, "postgres:15", bytes, OneRestore.LIMIT, (server, request) -> {
            new FreshDatabase(server, "x", new ArrayList<>()).createRoles(List.of());
            return result(
                    server,
                    new Globals(server, withGlobals(request), new ClientPrograms(server))
                            .load("postgres", new ArrayList<>()));
        });
        List<String> own = OneRestore.inServer(folder, "postgres:15", bytes, OneRestore.LIMIT, (server, request) -> {
            new FreshDatabase(server, "x", new ArrayList<>()).createRoles(List.of());
            GlobalsOutput output = new GlobalsOutput();
            new GlobalsScript(server, "postgres", output).run(request.artifact());
            return result(server, output.findings());
        });

        assertThat(byPsql).hasSizeGreaterThan(20).contains("status 0").anyMatch(l -> l.contains("größe"));
        assertThat(own).isEqualTo(byPsql);
    }

    private static RestoreRequest withGlobals(RestoreRequest request) {
        return new RestoreRequest(
                request.entry(),
                request.artifact(),
                List.of(request.artifact()),
                false,
                request.inspection(),
                request.engine(),
                request.limits(),
                request.workspace(),
                request.limit(),
                request.progress());
    }

    private static List<String> result(PostgresqlServer server, List<Finding> findings) {
        List<String> result = OneRestore.dumped(server, "pg_dumpall", "--globals-only", "--no-role-passwords");
        findings.forEach(f -> result.add(f.severity() + " " + f.code() + " " + f.message()));
        return result;
    }
}
