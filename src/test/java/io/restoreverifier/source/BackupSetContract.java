package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.remote.Patience;
import io.restoreverifier.restore.ArchivingServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of source owes whose artifacts are backups of a server in a repository: the server is a real one, for all tests. */
abstract class BackupSetContract extends SourceContract {
    @TempDir
    protected static Path home;

    private static ArchivingServer server;
    private static int repositories;

    /** @param server where the server lies */
    protected abstract String archiveCommand(Path server);

    /** Makes the empty repository {@code $1}, to which the server archives from then on, and never to none. */
    protected abstract String creating();

    /** Makes a backup in the repository {@code $1}, and prints its name. */
    protected abstract String backingUp();

    /** Takes the backup {@code $2} out of the repository {@code $1}. */
    protected abstract String expiring();

    protected abstract SourceSettings.Reader reader();

    /** The keys for a repository. */
    protected abstract String keys(Path repository);

    @BeforeEach
    void create() throws Exception {
        Path folder = home.resolve("s");
        if (server == null) {
            server = ArchivingServer.begin(Files.createDirectory(folder), archiveCommand(folder));
        }
        repositories++;
        server.run(creating(), repository());
    }

    private static String repository() {
        return "repository-" + repositories;
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }

    @Override
    protected Source source() {
        return source(home.resolve("s").resolve(repository()));
    }

    @Override
    protected Source unreachableSource() {
        return source(home.resolve("s/nowhere"));
    }

    private Source source(Path repository) {
        Patience patience = new Patience(Duration.ofSeconds(60), 1, Duration.ofMillis(10));
        return SourceSettings.read(home, reader(), keys(repository), patience);
    }

    @Override
    protected String add() throws Exception {
        // Without a word nothing would be archived.
        server.sql("select pg_create_restore_point('before')");
        server.archive();
        return server.run(backingUp(), repository()).strip();
    }

    @Override
    protected void remove(String name) throws Exception {
        server.run(expiring(), repository(), name);
    }

    /** The names, since a restore leaves times of its own. */
    @Override
    protected String held(String name, InputStream stream) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName().replaceFirst("^\\./", ""));
            }
        }
        assertThat(names).contains("PG_VERSION", "backup_label", "global/pg_control");
        return names.toString();
    }

    @Override
    protected Map<String, String> origin() throws IOException {
        return tree(home.resolve("s").resolve(repository()));
    }
}
