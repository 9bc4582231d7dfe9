package io.restoreverifier.restore;

import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A small file that a sandbox is handed, in the folder that both sides see; closing it removes it. */
final class SharedFile implements AutoCloseable {
    private final Path outside;
    private final String inside;

    private SharedFile(Path outside, String inside) {
        this.outside = outside;
        this.inside = inside;
    }

    static SharedFile write(Sandbox sandbox, String name, String content) {
        try {
            Path file = Files.writeString(sandbox.sharedOutside().resolve(name), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            return new SharedFile(file, sandbox.sharedInside() + "/" + name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hand a file to the sandbox", e);
        }
    }

    /** Where commands see it. */
    String inside() {
        return inside;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(outside);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove a file of the sandbox", e);
        }
    }
}
