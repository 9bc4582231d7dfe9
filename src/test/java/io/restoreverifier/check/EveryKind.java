package io.restoreverifier.check;

import io.restoreverifier.inspect.Inspector;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.DatabaseLocale;
import io.restoreverifier.model.DumpedAgain;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.restore.DumpingServer;
import io.restoreverifier.run.JavaTest;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database with an object of every kind, dumped by the real pg_dump and restored once; each damage is done to a copy of
 * its own where it stands, as no dump would bring it.
 */
final class EveryKind implements AutoCloseable {
    static final String IMAGE = System.getProperty("restore.postgres-image", "postgres:15");

    private static final Path SCRIPT = Path.of("src/test/resources/restore/every-kind.sql");
    private static final String NAME = "every-20261121T021500Z.dump";

    private final RestoreRun run;
    private final JavaTest restored;
    private final FetchedArtifact artifact;
    private final Inspection inspection;

    private EveryKind(RestoreRun run, JavaTest restored, FetchedArtifact artifact) throws IOException {
        this.run = run;
        this.restored = restored;
        this.artifact = artifact;
        this.inspection = Inspector.standard().inspect(artifact, through -> {});
    }

    /** @param like words of CREATE DATABASE for the origin */
    static EveryKind restoredIn(Path home, String like) throws IOException, InterruptedException {
        byte[] dump;
        try (DumpingServer origin = DumpingServer.begin(IMAGE, "app", "reader")) {
            origin.database("every", like, restorable(home));
            dump = origin.dump("every");
        }
        Path file = Files.createDirectories(home.resolve("artifacts")).resolve(NAME);
        Files.write(file, dump);
        Files.writeString(Files.createDirectories(home.resolve("catalog")).resolve("every.yml"), """
                backup: every
                source: {directory: ../artifacts, newest: "every-{time:yyyyMMdd'T'HHmmss'Z'}.dump"}
                restore: {postgresql: {image: "%s", roles: [app, reader]}}
                """.formatted(IMAGE));
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", home.resolve("catalog").toString());
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.now", "2026-11-21T06:00:00Z");
        properties.setProperty("restore.allure", System.getProperty("restore.allure", "target/allure/allure-2.34.1"));
        RestoreRun run = RestoreRun.open(RunOptions.from(properties));
        Artifact listed = new Artifact(
                NAME, "artifacts", dump.length, Instant.parse("2026-11-21T02:15:00Z"), Artifact.TimeFrom.NAME);
        return new EveryKind(
                run,
                run.restoreFor("every", "every kind"),
                new FetchedArtifact(listed, file, dump.length, Map.of(), false));
    }

    /** Without what even pg_restore cannot restore as it is dumped, and with views that answer in one way or another. */
    private static Path restorable(Path home) throws IOException {
        return Files.writeString(home.resolve("restorable.sql"), Files.readString(SCRIPT) + """
                drop language tiny;
                alter table public.customers no force row level security;
                alter table public.invoices owner to app;
                create view tools.of_never as select one from tools.never;
                create view tools.of_remote as select id from tools.remote;
                create view tools.of_setting as select current_setting('app.tenant') as tenant;
                create view tools.of_next as select nextval('public.numbers') as number;
                create view tools.slow as select count(*) from generate_series(1, 2000000000) n;
                create function tools.raises() returns integer language plpgsql as
                  $$ begin raise exception 'xq7 not for you'; end $$;
                create view tools.of_raising as select tools.raises();
                create view tools.divides as select 1 / (select count(*) from tools.nothing_at_all where false) as n;
                create view "Odd ""Schema\"""."odd view" as select 1 as "one more", 'x'::text as t;
                create function tools.by_path() returns bigint language plpgsql as
                  $$ begin return (select count(*) from child); end $$;
                create view public.of_path as select tools.by_path();
                create function tools.twin() returns bigint language plpgsql as
                  $$ begin return (select max(length(note)) from tools.child); end $$;
                create view public.of_twin as select tools.twin();
                """);
    }

    /** What a check says of the database as it came back. */
    List<CheckResult> put(Check check) {
        return put(check, database());
    }

    /** What a check says of a copy of it, after these statements. */
    List<CheckResult> putAfter(Check check, String... damage) throws SQLException {
        execute(
                database(),
                "drop database if exists damaged",
                "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = 'every'",
                "create database damaged template every");
        RestoredPostgresql copy = new Damaged(database(), "damaged");
        execute(copy, damage);
        return put(check, copy);
    }

    /** To the database as it came back; whoever damages it mends it again. */
    void execute(String... statements) throws SQLException {
        execute(database(), statements);
    }

    private List<CheckResult> put(Check check, RestoredPostgresql database) {
        return check.put(new Subject(
                        database,
                        artifact,
                        inspection,
                        Instant.parse("2026-11-21T06:00:00Z"),
                        Optional.empty(),
                        Objective.none(),
                        Duration.ofMinutes(2)))
                .results();
    }

    private RestoredPostgresql database() {
        return (RestoredPostgresql) restored.restored().orElseThrow();
    }

    private static void execute(RestoredPostgresql database, String... statements) throws SQLException {
        boolean ofAll = statements.length > 0 && statements[0].startsWith("drop database");
        RestoredPostgresql where = ofAll ? new Damaged(database, "postgres") : database;
        try (Connection connection = where.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() {
        restored.end();
        run.close();
    }

    /** Another database of the same server. */
    private record Damaged(RestoredPostgresql of, String databaseName) implements RestoredPostgresql {
        @Override
        public DataSource dataSource() {
            PGSimpleDataSource source = (PGSimpleDataSource) of.dataSource();
            source.setDatabaseName(databaseName);
            return source;
        }

        @Override
        public String serverVersion() {
            return of.serverVersion();
        }

        @Override
        public void copyOut(Connection connection, String command, Bytes bytes) throws SQLException {
            of.copyOut(connection, command, bytes);
        }

        @Override
        public RestoredPostgresql.Copy copy() {
            return of.copy();
        }

        @Override
        public Optional<DatabaseLocale> productionLocale() {
            return of.productionLocale();
        }

        @Override
        public Optional<DumpedAgain> dumpAgain(DumpedAgain.Part part, Duration limit) {
            throw new UnsupportedOperationException("pg_dump reads the database that came back");
        }

        @Override
        public Duration statementLimit() {
            return of.statementLimit();
        }

        @Override
        public List<String> notes() {
            return of.notes();
        }

        @Override
        public Optional<CannotTell> exhaustion() {
            return of.exhaustion();
        }

        @Override
        public String log() {
            return of.log();
        }

        @Override
        public void close() {
            // The sandbox belongs to what came back.
        }
    }
}
