package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Programs for disks, in the data folder of a sandbox. Where a name of a hostile disk is among their arguments, no shell takes it apart. */
final class DiskTools {
    private static final int KEPT = 200;
    private static final int NOT_FOUND = 127;
    private static final String IN_DATA = "cd \"$DATA\" || exit\n";

    private final Sandbox sandbox;

    DiskTools(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /**
     * How a script ended.
     *
     * @param out the first lines of its output
     * @param err the first lines of its complaints
     */
    record Said(int status, List<String> out, List<String> err) {
        /** Both, to look for something in them. */
        String all() {
            return String.join("\n", out) + "\n" + String.join("\n", err);
        }
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** Runs a script; its arguments are {@code $1} and so on. */
    Said run(Duration limit, String script, String... arguments) {
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();
        int status = execute(limit, script, arguments, (stream, line) -> {
            List<String> lines = stream == LineConsumer.Stream.OUT ? out : err;
            synchronized (out) {
                if (lines.size() < KEPT) {
                    lines.add(line);
                }
            }
        });
        synchronized (out) {
            return new Said(status, List.copyOf(out), List.copyOf(err));
        }
    }

    /** Runs a script and passes each line of its output on. */
    int each(Duration limit, Consumer<String> to, String script, String... arguments) {
        return execute(limit, script, arguments, (stream, line) -> {
            if (stream == LineConsumer.Stream.OUT) {
                to.accept(line);
            }
        });
    }

    private int execute(Duration limit, String script, String[] arguments, LineConsumer lines) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", IN_DATA + script, "sh"));
        command.addAll(List.of(arguments));
        int status = sandbox.run(
                new Command(
                        command,
                        Map.of("DATA", sandbox.dataFolder(), "LC_ALL", "C.UTF-8", "TZ", "UTC", "HOME", "/tmp"),
                        limit),
                lines);
        sandbox.exhaustion().filter(lack -> status != 0).ifPresent(lack -> {
            throw lack;
        });
        if (status == NOT_FOUND) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    sandbox.info().equipment() + " lacks a program: "
                            + script.strip().split("\\s", 2)[0],
                    "name an image that has what docs/images/disk-tools.Dockerfile installs under `restore:"
                            + " {disk-image: {image: ...}}`");
        }
        return status;
    }
}
