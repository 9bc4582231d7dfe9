package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of PostgreSQL 15 on this machine, since the programs that back it up run beside it: with a database, a tablespace and page
 * checksums. It runs as another user where this one is root.
 */
public final class ArchivingServer implements AutoCloseable {
    private static final String BEGIN = """
            set -e
            mkdir ts archive
            initdb -k -D pg -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null
            cat >>pg/postgresql.conf <<END
            archive_mode = on
            archive_command = '$1'
            fsync = off
            wal_level = replica
            listen_addresses = ''
            unix_socket_directories = '$PWD'
            END
            pg_ctl -D pg -w -l log start >/dev/null
            sql() { psql -h "$PWD" -U postgres -X -q -v ON_ERROR_STOP=1 "$@"; }
            sql -c "create tablespace \\"arch ive\\" location '$PWD/ts'"
            sql -c "create table customers (id int primary key, name text);
                insert into customers select n, 'pl4nted ' || n from generate_series(1, 2000) n;
                create table old_notes (id int primary key) tablespace \\"arch ive\\";
                insert into old_notes select generate_series(1, 500);
                create table moments (at text)"
            """;

    private final Path home;

    private ArchivingServer(Path home) {
        this.home = home;
    }

    /**
     * @param home an empty folder; a short path, since a socket lies in it
     * @param archiveCommand as in postgresql.conf
     */
    public static ArchivingServer begin(Path home, String archiveCommand) throws IOException, InterruptedException {
        for (Path above = home;
                above != null && above.startsWith(System.getProperty("java.io.tmpdir"));
                above = above.getParent()) {
            if (Files.isWritable(above) && above.getNameCount() > 1) {
                Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
        ArchivingServer server = new ArchivingServer(home);
        server.run(BEGIN, archiveCommand);
        return server;
    }

    /** Whatever was written is in the archive then. */
    public void archive() throws IOException, InterruptedException {
        run("""
                sql() { psql -h "$PWD" -U postgres -X -q -At -c "$1"; }
                last=$(sql 'select pg_walfile_name(pg_switch_wal())')
                for i in $(seq 200); do
                    done=$(sql 'select last_archived_wal from pg_stat_archiver')
                    if [ "$done" = "$last" ] || [ "$done" \\> "$last" ]; then exit 0; fi
                    sleep 0.05
                done
                exit 1""");
    }

    /** As after a failover: from here on it writes WAL of the next timeline. */
    public void promote() throws IOException, InterruptedException {
        run("pg_ctl -D pg -w -m fast stop >/dev/null && touch pg/standby.signal"
                + " && pg_ctl -D pg -w -l log start >/dev/null && pg_ctl -D pg -w promote >/dev/null");
    }

    public String sql(String statement) throws IOException, InterruptedException {
        return run("psql -h \"$PWD\" -U postgres -X -q -At -v ON_ERROR_STOP=1 -c \"$1\"", statement)
                .strip();
    }

    /** The moment by the server's clock, as an entry writes it. */
    public String now() throws IOException, InterruptedException {
        return sql("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\\\"T\\\"HH24:MI:SS.US\\\"Z\\\"')"
                .replace("\\\"", "\""));
    }

    /** Runs a script of shell in its folder as its user, and gives what it prints. */
    public String run(String script, String... arguments) throws IOException, InterruptedException {
        Path log = home.resolve("said");
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.addAll(List.of("sh", "-c", "PATH=/usr/lib/postgresql/15/bin:$PATH; " + script, "sh"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(log.toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(script + ": " + Files.readString(log)).isZero();
        return said;
    }

    @Override
    public void close() throws IOException {
        try {
            run("pg_ctl -D pg -w -m immediate stop >/dev/null");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
