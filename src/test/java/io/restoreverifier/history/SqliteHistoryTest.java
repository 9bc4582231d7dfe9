package io.restoreverifier.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHistoryTest extends HistoryContract {
    @TempDir
    Path folder;

    @Override
    protected String where() {
        return folder.resolve("history").toString();
    }

    private Path file() {
        return folder.resolve("history/history.sqlite");
    }

    @Test
    void twoProcessesWriteAtOnceAndOneIsKilledAndNothingIsLostOrDoubled() throws Exception {
        Process killed = writer("killed", 100_000);
        Process other = writer("other", 40);
        await().pollInterval(Duration.ofMillis(10)).until(() -> told("killed") >= 20);
        killed.destroyForcibly().waitFor();
        long told = told("killed");
        assertThat(other.waitFor()).isZero();

        History history = history();
        long kept = history.of("killed").size();
        assertThat(history.of("other")).hasSize(40);
        // One may have been committed that the process had no time to tell of.
        assertThat(kept).isBetween(told, told + 1);
        assertThat(history.of("killed")).extracting(past -> past.run()).doesNotHaveDuplicates();
        assertThat(history.of("killed"))
                .allSatisfy(past -> assertThat(past.rows()).hasSize(2));
        assertThat(answer("pragma integrity_check")).isEqualTo("ok");
        assertThat(answer("select count(*) from outcome")).isEqualTo(Long.toString(kept + 40));
        assertThat(answer("select count(*) from finding")).isEqualTo(Long.toString(kept + 40));
    }

    private long told(String entry) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(entry))) {
            return lines.filter("kept"::equals).count();
        }
    }

    private String answer(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private Process writer(String entry, int runs) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        where(),
                        entry,
                        Integer.toString(runs))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(folder.resolve(entry).toFile())
                .start();
    }

    @Test
    void aDamagedFileIsNamedAndStaysAsItIs() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "this is no database, and long enough to be taken for one".repeat(20));
        byte[] before = Files.readAllBytes(file());

        assertThatThrownBy(this::history)
                .isInstanceOf(HistoryException.class)
                .hasMessage(
                        "the history in " + file() + " cannot be opened: the file is damaged; it was left as it is\n"
                                + "  hint: save what can be read: sqlite3 " + file()
                                + " .recover | sqlite3 recovered.sqlite; then put that in its place, or move the file away to begin"
                                + " anew");
        assertThat(file()).hasBinaryContent(before);
    }

    @Test
    void aLockedFileIsWaitedForAndThenNamed() throws Exception {
        history();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement lock = other.createStatement()) {
            lock.execute("begin exclusive");
            History impatient = History.open(where(), Duration.ofMillis(100));

            assertThatThrownBy(() -> impatient.keep(
                            Runs.run("one", Runs.NOW, List.of(Runs.outcome("customers", Runs.NOW, Verdict.PASSED))),
                            LONG))
                    .isInstanceOf(HistoryException.class)
                    .hasMessage("the history in " + file()
                            + " cannot be written: another process has kept it locked for 0.1s\n"
                            + "  hint: see who holds it: fuser -v " + file());
        }
        assertThat(history().last()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(folder.resolve("history"), "a file");

        assertThatThrownBy(this::history)
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("the history in " + file() + " cannot be opened");
    }

    /** A run in a process of its own: keeps many, and tells of each that is kept. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            History history = History.open(arguments[0], PATIENCE);
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                history.keep(
                        Runs.run(
                                arguments[1] + "-" + i,
                                Runs.NOW,
                                List.of(Runs.outcome(arguments[1], Runs.NOW, Verdict.FAILED))),
                        LONG);
                System.out.println("kept");
            }
        }
    }
}
