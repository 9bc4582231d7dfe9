package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.remote.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of source owes whose artifacts are snapshots in a repository: of each, one file is taken. */
abstract class SnapshotContract extends SourceContract {
    private static final String PASSWORD = "correct horse battery";
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(20), 1, Duration.ofMillis(10));
    private static final String SURROUNDINGS = """
            set -e
            export HOME=$PWD BORG_BASE_DIR=$PWD RESTIC_PASSWORD='%1$s' BORG_PASSPHRASE='%1$s' TZ=UTC
            """.formatted(PASSWORD);

    @TempDir
    protected Path home;

    private int added;

    /** Creates an empty repository in the folder {@code repository}. */
    protected abstract String creating();

    /** Saves {@code data} as of the moment {@code $1}, and prints the name of the snapshot. */
    protected abstract String saving();

    /** Takes the snapshot {@code $1} out. */
    protected abstract String forgetting();

    protected abstract SourceSettings.Reader reader();

    /** The keys for a repository. */
    protected abstract String keys(Path repository);

    @BeforeEach
    void create() throws Exception {
        Files.createDirectory(home.resolve("data"));
        shell(creating());
    }

    @Override
    protected Source source() {
        return source(home.resolve("repository"));
    }

    @Override
    protected Source unreachableSource() {
        return source(home.resolve("nowhere"));
    }

    private Source source(Path repository) {
        String keys = keys(repository) + "\npassword: " + PASSWORD;
        return SourceSettings.read(home, reader(), keys, PATIENCE);
    }

    @Override
    protected String add() throws Exception {
        String moment = "2026-11-%02dT02:00:00".formatted(19 + ++added);
        Files.writeString(home.resolve("data/what"), "saved as of " + moment);
        String name = shell(saving(), moment).strip();
        Files.writeString(home.resolve("moment-" + name), "saved as of " + moment);
        return name;
    }

    @Override
    protected String held(String name, InputStream stream) throws IOException {
        String held = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(held).isEqualTo(Files.readString(home.resolve("moment-" + name)));
        return held;
    }

    @Override
    protected void remove(String name) throws Exception {
        shell(forgetting(), name);
    }

    @Override
    protected Map<String, String> origin() throws IOException {
        return tree(home.resolve("repository"));
    }

    private String shell(String script, String... arguments) throws IOException, InterruptedException {
        Path log = home.resolve("log");
        List<String> command = new ArrayList<>(List.of("sh", "-c", SURROUNDINGS + script, "sh"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(log.toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        return said;
    }
}
