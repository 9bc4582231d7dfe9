package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.RestoredFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A folder that came back, where no command can be run. */
record Tree(Path root) implements RestoredFiles {
    @Override
    public RestoredFiles.CommandResult run(String image, String command, Duration limit) {
        throw new AssertionError("no command is run here");
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return Optional.empty();
    }

    @Override
    public String log() {
        return "";
    }

    @Override
    public void close() {}
}
