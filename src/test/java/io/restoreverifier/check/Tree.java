package io.restoreverifier.check;

import io.restoreverifier.model.QuietRestored;
import io.restoreverifier.model.RestoredFiles;
import java.nio.file.Path;
import java.time.Duration;

/** A folder that came back, where no command can be run. */
record Tree(Path root) implements RestoredFiles, QuietRestored {
    @Override
    public RestoredFiles.CommandResult run(String image, String command, Duration limit) {
        throw new AssertionError("no command is run here");
    }
}
