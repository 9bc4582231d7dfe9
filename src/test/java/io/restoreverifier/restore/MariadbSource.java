package io.restoreverifier.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A real server of MariaDB with the databases of {@code mariadb/billing.sql}, or of MySQL with those of {@code mysql/billing.sql}
 * (and for both {@code mariadb/billing-objects.sql}), and its own tools to dump them.
 */
public final class MariadbSource implements AutoCloseable {
    private static final String BEGIN = """
            mkdir -p /tmp/m/log-bin && mariadb-install-db --no-defaults --datadir=/tmp/m/data --auth-root-authentication-method=normal \
              --skip-test-db >/tmp/m/log 2>&1
            mariadbd --no-defaults --datadir=/tmp/m/data --socket=/tmp/m/sock --pid-file=/tmp/m/pid --skip-networking \
              --log-bin=/tmp/m/log-bin/binlog --server-id=7 --innodb-log-file-size=4M >>/tmp/m/log 2>&1 &
            for i in $(seq 100); do mariadb-admin --socket=/tmp/m/sock --user=root ping >/dev/null 2>&1 && break; sleep 0.1; done""";

    private static final String BEGIN_MYSQL = """
            mkdir -p /tmp/m/log-bin && mysqld --no-defaults --initialize-insecure --datadir=/tmp/m/data >/tmp/m/log 2>&1
            mysqld --no-defaults --datadir=/tmp/m/data --socket=/tmp/m/sock --pid-file=/tmp/m/pid --skip-networking --mysqlx=OFF \
              --event-scheduler=OFF --log-bin=/tmp/m/log-bin/binlog --server-id=7 >>/tmp/m/log 2>&1 &
            for i in $(seq 300); do mysqladmin --socket=/tmp/m/sock --user=root ping >/dev/null 2>&1 && break; sleep 0.1; done""";

    private final GenericContainer<?> container;
    private final String client;

    private final String dump;

    public MariadbSource(String image) throws IOException, InterruptedException {
        this(image, "mariadb", "mariadb-dump", BEGIN);
    }

    /** One of MySQL. */
    public static MariadbSource ofMysql(String image) throws IOException, InterruptedException {
        return new MariadbSource(image, "mysql", "mysqldump", BEGIN_MYSQL);
    }

    private MariadbSource(String image, String client, String dump, String begin)
            throws IOException, InterruptedException {
        this.client = client;
        this.dump = dump;
        container = new GenericContainer<>(DockerImageName.parse(image))
                .withCopyToContainer(
                        MountableFile.forClasspathResource(client + "/billing.sql", 0644), "/tmp/billing.sql")
                .withCopyToContainer(
                        MountableFile.forClasspathResource("mariadb/billing-objects.sql", 0644), "/tmp/objects.sql")
                .withCreateContainerCmdModifier(c -> c.withEntrypoint("sleep", "1200")
                        .withCmd()
                        .withUser("mysql")
                        .getHostConfig()
                        .withNetworkMode("none"))
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
        container.start();
        shell(begin);
        shell("cat /tmp/billing.sql /tmp/objects.sql | " + client
                + " --socket=/tmp/m/sock --user=root --default-character-set=utf8mb4");
    }

    /** Puts statements to it. */
    public void execute(String sql) throws IOException, InterruptedException {
        run(client, "--socket=/tmp/m/sock", "--user=root", "--execute=" + sql);
    }

    /** Has the server write what has changed, so that an incremental backup ends later than what it goes on from. */
    public void checkpoint() throws IOException, InterruptedException {
        shell("""
                status() { mariadb --socket=/tmp/m/sock --user=root --skip-column-names --batch \\
                  --execute="show status like '$1'" | cut -f2; }
                now=$(status Innodb_lsn_current)
                for i in $(seq 300); do [ "$(status Innodb_lsn_last_checkpoint)" -ge "$now" ] && exit 0; sleep 0.1; done
                echo "no checkpoint within 30 s after log sequence number $now" >&2; exit 1""");
    }

    /** Dumps with mariadb-dump or mysqldump into a file of this machine. */
    public Path dump(Path file, String... arguments) throws IOException, InterruptedException {
        List<String> quoted = Arrays.stream(arguments)
                .map(a -> "'" + a.replace("'", "'\\''") + "'")
                .toList();
        shell(dump + " --socket=/tmp/m/sock --user=root " + String.join(" ", quoted) + " >/tmp/dump.sql");
        container.copyFileFromContainer("/tmp/dump.sql", file.toString());
        return file;
    }

    /** Backs up with mariadb-backup into a folder of the container; an incremental one when the first argument names another. */
    public void backup(String name, String... since) throws IOException, InterruptedException {
        shell("mkdir -p /tmp/b && " + backup(since) + " --target-dir=/tmp/b/" + name
                + " 2>/tmp/b/log || { tail -n 5 /tmp/b/log >&2; exit 1; }");
    }

    /**
     * Backs up as a stream into a file of this machine, through a program that compresses or {@code cat}. Others go on from
     * it by the name of the file: the server writes between two backups, so that none ends where the one before it did.
     */
    public Path stream(Path file, String compress, String... since) throws IOException, InterruptedException {
        shell("mkdir -p /tmp/b && " + backup(since) + " --stream=xbstream --extra-lsndir=/tmp/b/" + file.getFileName()
                + " 2>/tmp/b/log >/tmp/b/x && " + compress + " </tmp/b/x >/tmp/b/y");
        container.copyFileFromContainer("/tmp/b/y", file.toString());
        return file;
    }

    private static String backup(String... since) {
        return "mariadb-backup --backup --socket=/tmp/m/sock --user=root --datadir=/tmp/m/data"
                + (since.length == 0 ? "" : " --incremental-basedir=/tmp/b/" + since[0]);
    }

    /** What rows a database has, as production would write it down, in a file of this machine. */
    public Path manifest(String database, Path file) throws IOException, InterruptedException {
        container.copyFileToContainer(
                MountableFile.forHostPath(Path.of("bin/rows-manifest-" + client + ".sql"), 0644), "/tmp/rows.sql");
        String run = client + " --socket=/tmp/m/sock --user=root -N -B -r " + database;
        shell(run + " </tmp/rows.sql " + (client.equals("mysql") ? "| " + run : "") + " >/tmp/rows");
        container.copyFileFromContainer("/tmp/rows", file.toString());
        return file;
    }

    /** A file of the container. */
    public Path fetch(String there, Path file) {
        container.copyFileFromContainer(there, file.toString());
        return file;
    }

    /** A folder of the container as a tar archive of this machine. */
    public Path tar(String folder, Path file) throws IOException, InterruptedException {
        shell("tar -cf /tmp/f.tar -C " + folder + " .");
        container.copyFileFromContainer("/tmp/f.tar", file.toString());
        return file;
    }

    /** Runs a script beside the server, as its user. */
    public void shell(String script) throws IOException, InterruptedException {
        run("sh", "-c", script);
    }

    private void run(String... command) throws IOException, InterruptedException {
        ExecResult result = container.execInContainer(command);
        if (result.getExitCode() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + ":\n" + result.getStdout() + result.getStderr());
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
