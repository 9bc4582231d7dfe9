package io.restoreverifier.remote;

import io.restoreverifier.folder.OwnFolder;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Path;

/** A folder of ours that a program of this machine was given to work in. When this process is killed, the next run removes it. */
final class TemporaryFolder implements AutoCloseable {
    private final OwnFolder folder;

    private TemporaryFolder(OwnFolder folder) {
        this.folder = folder;
    }

    static TemporaryFolder create() throws IOException {
        return new TemporaryFolder(OwnFolder.create(Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));
    }

    Path path() {
        return folder.path();
    }

    /**
     * Removes it with all that is in it, and follows no link.
     *
     * @throws CannotTell NOT_DISPOSED when it cannot be removed
     */
    @Override
    public void close() {
        try {
            folder.close();
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.NOT_DISPOSED,
                    folder.path() + " could not be removed: " + e.getMessage(),
                    "remove it by hand",
                    e);
        }
    }
}
