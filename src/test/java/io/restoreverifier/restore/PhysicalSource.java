package io.restoreverifier.restore;

import java.io.IOException;
import java.nio.file.Path;

/** A server with page checksums, two databases and a tablespace in a container, and backups of it by the real pg_basebackup. */
public final class PhysicalSource implements AutoCloseable {
    private static final Path SAMPLE = Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump");
    private static final String CLUSTER = "/tmp/o/physical";

    private final DumpingServer server;
    private int made;

    private PhysicalSource(DumpingServer server) {
        this.server = server;
    }

    public static PhysicalSource begin(String image) throws IOException, InterruptedException {
        PhysicalSource source = new PhysicalSource(DumpingServer.begin(image));
        source.run("pg_ctl -D /tmp/o/cluster -m immediate stop >/dev/null; rm -rf /tmp/o/cluster");
        source.run("initdb -k -D " + CLUSTER + " -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N");
        source.start();
        source.server.copy(SAMPLE, "/tmp/o/sample.dump");
        source.sql("postgres", "create role billing_app; create role billing_ro");
        source.run("mkdir /tmp/o/space");
        source.sql("postgres", "create tablespace archive location '/tmp/o/space'");
        source.run("createdb -h /tmp/o -U postgres clientarea");
        source.run("pg_restore -h /tmp/o -U postgres -d clientarea /tmp/o/sample.dump");
        source.sql("clientarea", "create table old_notes (id int primary key, note text) tablespace archive");
        source.sql("clientarea", "insert into old_notes select n, 'pl4nted ' || n from generate_series(1, 2000) n");
        source.sql("postgres", "create database small");
        return source;
    }

    void start() throws IOException, InterruptedException {
        run("pg_ctl -D " + CLUSTER + " -w -l /tmp/o/log -o \"-k /tmp/o -c listen_addresses='' -c fsync=off"
                + " -c autovacuum=off -c wal_level=logical\" start");
    }

    void stop() throws IOException, InterruptedException {
        run("pg_ctl -D " + CLUSTER + " -w -m fast stop");
    }

    public String sql(String database, String statement) throws IOException, InterruptedException {
        return run("psql -h /tmp/o -U postgres -X -q -At -v ON_ERROR_STOP=1 -d " + database + " -c \""
                + statement.replace("\"", "\\\"") + "\"");
    }

    /** What pg_basebackup writes, with these options: a folder in the container. */
    public String backup(String options) throws IOException, InterruptedException {
        String folder = "/tmp/o/backup-" + ++made;
        run("pg_basebackup -h /tmp/o -U postgres --checkpoint=fast " + options.replace("@", folder) + " -D " + folder);
        return folder;
    }

    /** A backup that takes its time, while rows are written. */
    public String backupWhileWriting() throws IOException, InterruptedException {
        String folder = "/tmp/o/backup-" + ++made;
        run("pg_basebackup -h /tmp/o -U postgres --checkpoint=fast --max-rate=15M -Ft -D " + folder
                + " & sleep 1; for i in 1 2 3;"
                + " do psql -h /tmp/o -U postgres -X -q -d small -c 'create table written_'$i' as select generate_series(1, 20000)'"
                + " -c 'select pg_switch_wal()' >/dev/null; done; wait");
        return folder;
    }

    /** All WAL there is so far, as an archive command would have copied it, in one tar. */
    public byte[] wal() throws IOException, InterruptedException {
        sql("postgres", "select pg_switch_wal()");
        // At the very boundary, the segment before is still said to be the current one.
        sql("postgres", "select pg_logical_emit_message(true, 'next', 'segment')");
        run("cd " + CLUSTER
                + "/pg_wal && rm -rf /tmp/o/wal && mkdir /tmp/o/wal && last=$(psql -h /tmp/o -U postgres -At -c"
                + " 'select pg_walfile_name(pg_current_wal_lsn())') && for s in $(ls | grep -E '^[0-9A-F]{24}$');"
                + " do if [ $s \\< $last ]; then cp $s /tmp/o/wal; fi; done");
        return packed("/tmp/o/wal");
    }

    /** A copy of a folder, to be broken. */
    public String copyOf(String folder) throws IOException, InterruptedException {
        String copy = "/tmp/o/backup-" + ++made;
        run("cp -a " + folder + " " + copy);
        return copy;
    }

    /** A folder in one tar archive. */
    public byte[] packed(String folder) throws IOException, InterruptedException {
        run("tar -C " + folder + " -cf /tmp/o/packed.tar .");
        return server.bytes("/tmp/o/packed.tar");
    }

    public byte[] bytes(String path) {
        return server.bytes(path);
    }

    /** Runs a line of shell as the server's superuser, and gives what it prints. */
    public String run(String script) throws IOException, InterruptedException {
        return server.run(script);
    }

    /** Does something to the files of the server while it is stopped. */
    public void whileStopped(String script) throws IOException, InterruptedException {
        stop();
        run("cd " + CLUSTER + " && " + script);
        start();
    }

    @Override
    public void close() {
        server.close();
    }
}
