package io.restoreverifier.restore;

import io.restoreverifier.model.RestoredEngine;
import io.restoreverifier.model.ToolOutput;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Commands of the catalog's, as a shell in the sandbox runs them: from a file, so that nobody reads them in a list of processes. */
final class EngineShell {
    private static final int KEPT = 200;
    /** What a shell answers when there is no such program. */
    static final int NOT_FOUND = 127;

    private final Sandbox sandbox;
    private final Map<String, String> environment;
    private final AtomicInteger number = new AtomicInteger();

    /** @param artifact where commands see it */
    EngineShell(Sandbox sandbox, Map<String, String> given, String artifact) {
        this.sandbox = sandbox;
        Map<String, String> all = new HashMap<>(Map.of("HOME", sandbox.dataFolder(), "LC_ALL", "C.UTF-8", "TZ", "UTC"));
        all.putAll(given);
        all.put("ARTIFACT", artifact);
        all.put("DATA", sandbox.dataFolder());
        this.environment = Map.copyOf(all);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    RestoredEngine.Answer run(String script, Duration limit) {
        List<String> output = new ArrayList<>();
        ArrayDeque<String> errors = new ArrayDeque<>();
        try (SharedFile file = SharedFile.write(sandbox, name(), script)) {
            int status = sandbox.run(command(file, limit), (stream, text) -> {
                synchronized (output) {
                    if (stream == LineConsumer.Stream.OUT && output.size() < KEPT) {
                        output.add(text);
                    }
                    if (errors.size() == KEPT) {
                        errors.removeFirst();
                    }
                    errors.addLast(ToolOutput.shown(text));
                }
            });
            synchronized (output) {
                return new RestoredEngine.Answer(status, output, List.copyOf(errors));
            }
        }
    }

    /** Begins what goes on until the sandbox ends. */
    void start(String script) {
        // The shell reads its file while it goes on: it stays until the sandbox goes.
        SharedFile file = SharedFile.write(sandbox, name(), script);
        sandbox.start(command(file, Duration.ofDays(1)));
    }

    private String name() {
        return "command-" + number.incrementAndGet() + ".sh";
    }

    private Command command(SharedFile file, Duration limit) {
        return Command.of(limit, "sh", "-c", "cd \"$DATA\" && exec sh \"$1\"", "sh", file.inside())
                .with(environment);
    }
}
