package io.restoreverifier.run;

import io.restoreverifier.check.Asked;
import io.restoreverifier.check.Subject;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.RestoredFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A restored tree as tests in Java get it: they may put checks to it. */
record AskedFiles(RestoredFiles files, Subject subject) implements RestoredFiles, Asked {

    @Override
    public Path root() {
        return files.root();
    }

    @Override
    public CommandResult run(String image, String command, Duration limit) {
        return files.run(image, command, limit);
    }

    @Override
    public List<String> notes() {
        return files.notes();
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return files.exhaustion();
    }

    @Override
    public String log() {
        return files.log();
    }

    @Override
    public void close() {
        files.close();
    }

    @Override
    public String toString() {
        return "restored files";
    }
}
