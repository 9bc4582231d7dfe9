package io.restoreverifier.outlet.notify;

import io.restoreverifier.model.Digest;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.UsersProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * {@code command:}: a program that gets the digest on its standard input and the totals in its environment. It is called
 * once: whether half of its work may be done twice, only it can know.
 */
final class CommandChannel implements Channel {
    private final List<String> command;
    private final Duration timeout;
    private final When when;

    private CommandChannel(Settings settings) {
        this.command = settings.texts("run");
        this.timeout = settings.duration("timeout").orElse(Duration.ofMinutes(1));
        this.when = When.read(settings);
        if (command.isEmpty()) {
            settings.problem("run", "is missing", "add `run: [PROGRAM, ARGUMENT]`");
        }
    }

    static CommandChannel read(Settings settings) {
        return new CommandChannel(settings);
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public void tell(Ending ending) {
        if (!when.holds(ending.run())) {
            return;
        }
        String program = String.valueOf(Path.of(command.get(0)).getFileName());
        try {
            // A file and no pipe: a program that does not read must not hold us up.
            Path digest = Files.createTempFile("restore-verifier-digest", ".txt");
            try {
                Files.writeString(digest, Digest.of(ending.run()));
                run(program, start(ending, digest), ending.patience());
            } finally {
                Files.deleteIfExists(digest);
            }
        } catch (IOException e) {
            throw new OutletException(
                    program + " cannot be started; is " + command.get(0) + " there, and may this user run it?", e);
        }
    }

    private Process start(Ending ending, Path digest) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(digest.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        RunResult run = ending.run();
        Digest about = Digest.about(run);
        environment.put("RESTORE_RUN", run.id());
        environment.put("RESTORE_VERDICT", run.verdict().name());
        environment.put("RESTORE_SUBJECT", about.subject());
        environment.put("RESTORE_PASSED", Long.toString(run.count(Verdict.PASSED)));
        environment.put("RESTORE_FAILED", Long.toString(run.count(Verdict.FAILED)));
        environment.put("RESTORE_COULD_NOT_VERIFY", Long.toString(about.unverified()));
        environment.put("RESTORE_MISSING", Long.toString(about.missing()));
        environment.put("RESTORE_NOT_DUE", Integer.toString(run.notDue().size()));
        environment.put("RESTORE_REPORT", ending.report().toAbsolutePath().toString());
        return builder.start();
    }

    private void run(String program, Process process, Duration patience) {
        Duration limit = timeout.compareTo(patience) < 0 ? timeout : patience;
        try {
            OptionalInt status = UsersProgram.status(process, limit);
            if (status.isEmpty()) {
                throw new OutletException(program + " did not end in time");
            }
            if (status.getAsInt() != 0) {
                throw new OutletException(program + " ended with status " + status.getAsInt());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutletException(program + " did not end in time", e);
        }
    }
}
