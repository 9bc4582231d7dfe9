package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.RestoredEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What commands of the catalog have restored, in the sandbox that they ran in. */
final class CommandEngine implements RestoredEngine {
    private final EngineShell shell;

    CommandEngine(EngineShell shell) {
        this.shell = shell;
    }

    @Override
    public Answer run(String command, Duration limit) {
        return shell.run(command, limit);
    }

    @Override
    public List<String> notes() {
        return shell.sandbox().info().notes();
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return shell.sandbox().exhaustion();
    }

    /** What an engine says of itself may carry rows, and is not known here. */
    @Override
    public String log() {
        return "";
    }

    @Override
    public void close() {
        shell.sandbox().close();
    }
}
