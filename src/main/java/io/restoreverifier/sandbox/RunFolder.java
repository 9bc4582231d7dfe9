package io.restoreverifier.sandbox;

import io.restoreverifier.folder.OwnFolder;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The one folder in which a run keeps everything of its own: copies of artifacts, unpacked trees, sockets. Nobody else
 * may enter it. A lock in it tells other runs that this one lives; the folder of a dead run is removed by the next.
 *
 * <p>Short by design: the path of a Unix socket has at most 107 bytes (unix(7)), 103 on macOS.
 */
public final class RunFolder implements AutoCloseable {
    private static final String SANDBOX = "s";

    private final OwnFolder own;

    private RunFolder(OwnFolder own) {
        this.own = own;
    }

    /**
     * Creates the folder of a new run beneath a folder for temporary files.
     *
     * @throws UncheckedIOException when it cannot be created
     */
    public static RunFolder create(Path temporary) {
        try {
            return new RunFolder(OwnFolder.create(temporary));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a folder for this run in " + temporary, e);
        }
    }

    /** Unique among the runs of this machine. */
    public String runId() {
        return own.id();
    }

    public Path path() {
        return own.path();
    }

    /** A new folder in it that a sandbox shares with this process. */
    Path sandboxFolder() {
        return folder(SANDBOX);
    }

    /** A new folder in it for one attempt. */
    public Path folder(String name) {
        try {
            return Files.createTempDirectory(path(), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a folder in " + path(), e);
        }
    }

    /** Free space for this run, in bytes. */
    public long freeSpace() {
        return freeSpace(path());
    }

    static long freeSpace(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell how much room there is in " + folder, e);
        }
    }

    /**
     * Holds what is about to be written against the room there is.
     *
     * @param what for the message, such as {@code the copy of the artifact}
     * @throws CannotTell OUT_OF_DISK when it does not suffice
     */
    public static void requireRoom(Path folder, long bytes, String what) {
        long free = freeSpace(folder);
        if (bytes > free) {
            throw new CannotTell(
                    FindingCode.OUT_OF_DISK,
                    what + " needs " + mebibytes(bytes) + " of disk, " + folder + " has " + mebibytes(free),
                    "make room, or put temporary files elsewhere with -Djava.io.tmpdir");
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", (bytes + (1 << 20) - 1) >> 20);
    }

    /** Whether a run of this machine still lives. */
    static boolean isAlive(Path runFolder) {
        return OwnFolder.isAlive(runFolder);
    }

    /**
     * Removes the folders of runs that have died. Those of other users are left alone; one that cannot be removed is
     * told on the console and keeps nobody from running.
     *
     * @return whether one of them had opened sandboxes, which may be there still
     */
    public static boolean sweep(Path temporary) {
        boolean sandboxes = false;
        try {
            for (Path dead : OwnFolder.ofTheDead(temporary)) {
                sandboxes |= sweepOne(dead);
            }
        } catch (IOException e) {
            System.err.println("cannot look for leftovers of earlier runs in " + temporary + ": " + e);
        }
        return sandboxes;
    }

    private static boolean sweepOne(Path dead) {
        try {
            boolean sandboxes = hasSandboxes(dead);
            endProcesses(dead);
            delete(dead);
            return sandboxes;
        } catch (NoSuchFileException e) {
            // Another run was faster.
        } catch (IOException e) {
            System.err.println(
                    "cannot remove " + dead + ", which an earlier run left: it may hold production data: " + e);
        }
        return false;
    }

    private static boolean hasSandboxes(Path folder) throws IOException {
        try (DirectoryStream<Path> shared = Files.newDirectoryStream(folder, SANDBOX + "-*")) {
            return shared.iterator().hasNext();
        }
    }

    /** Of local sandboxes, where their guard was killed too. */
    private static void endProcesses(Path run) throws IOException {
        try (DirectoryStream<Path> sandboxes = Files.newDirectoryStream(run, LocalFolders.PREFIX + "-*")) {
            for (Path sandbox : sandboxes) {
                Guard.endLeftover(sandbox);
            }
        }
    }

    /** Deletes a folder with everything beneath, following no link. */
    public static void delete(Path folder) throws IOException {
        OwnFolder.delete(folder);
    }

    /** Removes the folder with everything in it. May be called twice. */
    @Override
    public void close() {
        try {
            own.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path(), e);
        }
    }
}
