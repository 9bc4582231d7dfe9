package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The process of a server on one data directory: how it is begun, awaited and ended. */
final class MariadbProcess {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    /** How it ended stands in a file that both sides see. */
    private static final String SERVE = "p=$(command -v mariadbd || command -v mysqld) || exit 127; "
            + "\"$p\" --no-defaults \"$@\"; echo $? >\"$0\"";

    private static final String STOP =
            "p=$(cat \"$1\") && kill \"$p\" && while kill -0 \"$p\" 2>/dev/null; do sleep 0.1; done";

    private final Sandbox sandbox;
    private final String data;
    private final Question question;
    private String lastTrouble = "";

    /** Something put to the server, which it answers when it is ready. */
    @FunctionalInterface
    interface Question {
        void put() throws SQLException;
    }

    /** @param data the directory, as commands see it */
    MariadbProcess(Sandbox sandbox, String data, Question question) {
        this.sandbox = sandbox;
        this.data = data;
        this.question = question;
    }

    /** Where it listens, as commands see it. */
    static String socket(Sandbox sandbox) {
        return sandbox.sharedInside() + "/mariadb.sock";
    }

    /**
     * Of a program that keeps pages in memory, as an option takes it: a third of what the sandbox has for processes, since
     * a check of an index looks each entry up in its table; one row may want as much again, here and in the client.
     */
    static String memory(Sandbox sandbox) {
        return (sandbox.info().workingMemory() / 3 >> 20) + "M";
    }

    /**
     * Begins it and waits until it answers.
     *
     * @return how it ended before it answered; empty when it serves
     * @throws CannotTell TIMED_OUT when it does neither in time
     */
    Optional<String> begin(List<String> more) {
        forgetItsEnd();
        List<String> whole = new ArrayList<>(List.of("sh", "-c", SERVE, sandbox.sharedInside() + "/ended"));
        whole.addAll(arguments());
        whole.addAll(more);
        sandbox.start(new Command(whole, Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC"), Duration.ofDays(1)));
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(READY_LIMIT)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> Files.exists(ended()) || answers());
        } catch (ConditionTimeoutException e) {
            throw sandbox.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TIMED_OUT,
                            "the server in " + sandbox.info().equipment() + " did not answer within 60 s: "
                                    + lastTrouble,
                            "does an image of another version do? name it under `restore: {mariadb: {image: ...}}`",
                            e));
        }
        sandbox.exhaustion().ifPresent(lack -> {
            throw lack;
        });
        return Files.exists(ended()) ? Optional.of("the server ended before it answered") : Optional.empty();
    }

    /** Ends it, and waits for its end. */
    void end() {
        sandbox.run(Command.of(LIMIT, "sh", "-c", STOP, "sh", sandbox.dataFolder() + "/pid"), (stream, text) -> {});
    }

    private List<String> arguments() {
        String folder = sandbox.dataFolder();
        return List.of(
                "--datadir=" + data,
                "--tmpdir=" + folder + "/tmp",
                "--pid-file=" + folder + "/pid",
                "--socket=" + socket(sandbox),
                // Speed: nobody needs this server after a crash.
                "--innodb-flush-log-at-trx-commit=0",
                "--skip-innodb-doublewrite",
                "--innodb-buffer-pool-size=" + memory(sandbox),
                "--skip-log-bin",
                "--performance-schema=OFF",
                // Safety: no way in but the socket, no file but in one empty folder.
                "--skip-networking",
                "--loose-mysqlx=OFF",
                "--secure-file-priv=" + folder + "/files",
                "--local-infile=OFF",
                "--skip-name-resolve",
                "--max-allowed-packet=1G",
                "--character-set-server=utf8mb4");
    }

    private boolean answers() throws SQLException {
        try {
            question.put();
            return true;
        } catch (SQLException e) {
            lastTrouble = ServerMessage.of(e);
            throw e;
        }
    }

    private Path ended() {
        return sandbox.sharedOutside().resolve("ended");
    }

    private void forgetItsEnd() {
        try {
            Files.deleteIfExists(ended());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the folder that the sandbox sees", e);
        }
    }
}
