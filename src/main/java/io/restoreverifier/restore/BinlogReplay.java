package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.MariadbBackup.BinlogPosition;
import io.restoreverifier.model.MariadbMessage;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replays binary logs on a server that came back from a backup, by {@code mariadb-binlog}, to their end or to a moment. */
final class BinlogReplay {
    private static final int HEAD = 1 << 18;
    private static final Pattern WRITTEN =
            Pattern.compile("CHANGE MASTER TO MASTER_LOG_FILE='([A-Za-z0-9_.-]{1,200})', MASTER_LOG_POS=(\\d{1,18});");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final List<String> CLIENT = List.of("mariadb", "mysql");

    private final MariadbServer server;
    private final RestoreRequest request;
    private final Optional<Instant> target;
    private Optional<String> error = Optional.empty();

    BinlogReplay(MariadbServer server, RestoreRequest request, Optional<Instant> target) {
        this.server = server;
        this.request = request;
        this.target = target;
    }

    /** Where the binary log stood when a dump was made, as its head says; empty when it does not. */
    static Optional<BinlogPosition> written(Path dump) {
        try (InputStream in = Unwrapped.open(dump, Limits.READ_THROUGH, through -> {})) {
            Matcher matcher = WRITTEN.matcher(new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1));
            return matcher.find()
                    ? Optional.of(new BinlogPosition(matcher.group(1), Long.parseLong(matcher.group(2))))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the dump was read to its end before", e);
        }
    }

    /**
     * Unpacks and replays.
     *
     * @param notes hears how far it came
     * @return what is wrong with the logs, or with what they lead to
     */
    List<Finding> run(Optional<BinlogPosition> from, List<String> notes) {
        if (from.isEmpty()) {
            return List.of(BinlogArchive.incomplete(
                    request.artifact().artifact().name(),
                    "the backup does not say where in the binary log it was made, so that nothing goes on from it",
                    "let the job dump with --master-data=2, or the server write a binary log"));
        }
        BinlogArchive.Kept kept = BinlogArchive.unpack(server.sandbox(), request, from.get());
        List<Finding> findings = new ArrayList<>(kept.findings());
        target.filter(time -> kept.end().filter(end -> !end.isBefore(time)).isEmpty())
                .filter(time -> findings.isEmpty())
                .ifPresent(time -> findings.add(BinlogArchive.incomplete(
                        "",
                        "the binary logs end at "
                                + kept.end().map(Instant::toString).orElse("no moment") + ", before the target " + time,
                        "does the job still copy them? choose a `target-time:` that they reach")));
        if (findings.isEmpty()) {
            replay(from.get(), kept.files(), findings);
            notes.add("replayed binary logs: " + kept.files().get(0) + " from byte "
                    + from.get().offset() + " to "
                    + target.map(time -> "the last event before " + time)
                            .orElseGet(() -> "the end of "
                                    + kept.files().get(kept.files().size() - 1)));
        }
        return findings;
    }

    private void replay(BinlogPosition from, List<String> files, List<Finding> findings) {
        String folder = server.sandbox().dataFolder() + "/" + BinlogArchive.NAME;
        StringBuilder read = new StringBuilder("cd ")
                .append(folder)
                .append(" && export TZ=UTC && b=$(command -v mariadb-binlog || command -v mysqlbinlog) || exit 127; ")
                .append("{ \"$b\" --no-defaults --start-position=")
                .append(from.offset());
        target.ifPresent(time ->
                read.append(" --stop-datetime='").append(MOMENT.format(time)).append('\''));
        files.forEach(file -> read.append(' ').append(file));
        read.append(" || touch ").append(folder).append("/broke; } | ");
        MariadbClient client = new MariadbClient(
                "root", CLIENT, read.toString(), "; s=$?; [ ! -e " + folder + "/broke ] || exit 126; exit $s");
        Command command = client.command(
                server.sandbox(), List.of("--batch", "--binary-mode", "--max-allowed-packet=1G"), request.limit());
        int status = server.sandbox().run(command, (stream, text) -> heard(text));
        server.sandbox().exhaustion().ifPresent(lack -> {
            throw lack;
        });
        if (status == 127) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    server.sandbox().info().equipment() + " has no mariadb-binlog",
                    "name an image that has it under `restore: {mariadb: {image: ...}}`");
        }
        if (status != 0) {
            findings.add(Finding.error(
                    FindingCode.RESTORE_ERRORS,
                    Stage.RESTORE,
                    "",
                    "replaying the binary logs ended with status " + status
                            + error.map(said -> ": " + said).orElse(" and named no error"),
                    "do the logs go on from this very backup, on the same server?"));
        }
    }

    private synchronized void heard(String line) {
        error = error.or(() -> MariadbMessage.printed(line));
    }
}
