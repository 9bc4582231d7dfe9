package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells copies that are none: what one holds is the very file that another holds, by a link or under one name. Of buckets
 * nothing is told, since those of two providers may be called alike. For one backup, and one thread.
 */
final class SameFile {
    private final Map<String, String> holders = new HashMap<>();

    /**
     * Remembers who holds it.
     *
     * @return that another holds that file already; empty when none of those before does, or that cannot be told
     */
    Optional<Finding> heldBy(String copy, Artifact artifact) {
        return identity(artifact.location())
                .flatMap(file -> Optional.ofNullable(holders.putIfAbsent(file, copy))
                        .map(other -> Finding.error(
                                FindingCode.COPIES_TOO_FEW,
                                Stage.LOCATE,
                                copy,
                                "copy " + copy + " is no copy: its newest, " + artifact.location()
                                        + ", is the very file that " + other + " has",
                                "correct where copy " + copy
                                        + " lies, or take it out: what is one file is lost as one")));
    }

    private static Optional<String> identity(String location) {
        if (location.startsWith("sftp://") || location.startsWith("http")) {
            return Optional.of(location);
        }
        try {
            Path file = Path.of(location);
            return file.isAbsolute()
                    ? Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class)
                                    .fileKey())
                            .map(Object::toString)
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            // Whoever reads it says what is wrong with it.
            return Optional.empty();
        }
    }
}
