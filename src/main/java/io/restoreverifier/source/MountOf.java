package io.restoreverifier.source;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Deletion;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the file system is mounted here that a folder lies on. */
final class MountOf {
    private MountOf() {}

    /** @throws CannotTell when nobody knows */
    static Deletion deletion(Path directory) {
        try {
            return Files.getFileStore(directory).isReadOnly()
                    ? Deletion.prevented("it is mounted read-only")
                    : Deletion.possible("it is not mounted read-only");
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "how " + directory + " is mounted cannot be told: " + e.getMessage(),
                    "",
                    e);
        }
    }
}
