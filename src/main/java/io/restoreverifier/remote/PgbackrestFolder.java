package io.restoreverifier.remote;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A repository of pgBackRest in a folder of this machine. */
record PgbackrestFolder(Path path) implements PgbackrestPlace {
    @Override
    public String location() {
        return path.toString();
    }

    @Override
    public String configuration(Duration silence) {
        return "repo1-path=" + path + "\n";
    }

    @Override
    public void requireThere() {
        if (!Files.isDirectory(path)) {
            throw nothingThere();
        }
    }

    @Override
    public CannotTell nothingThere() {
        return new CannotTell(
                FindingCode.SOURCE_UNREACHABLE,
                "there is no repository of pgbackrest at " + path,
                "is the drive mounted?");
    }

    @Override
    public Optional<CannotTell> trouble(String said) {
        return Optional.empty();
    }
}
