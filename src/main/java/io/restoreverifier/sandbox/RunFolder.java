package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one folder in which a run keeps everything of its own: copies of artifacts, unpacked trees, sockets. Nobody else
 * may enter it. A lock in it tells other runs that this one lives; the folder of a dead run is removed by the next.
 *
 * <p>Short by design: the path of a Unix socket has at most 107 bytes (unix(7)), 103 on macOS.
 */
public final class RunFolder implements AutoCloseable {
    private static final String PREFIX = "rv-";
    private static final String UNBORN = "new-rv-";
    private static final String LOCK = "lock";
    private static final String SANDBOX = "s";
    /** A birth takes milliseconds. */
    private static final Duration BIRTH = Duration.ofMinutes(1);

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private RunFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Creates the folder of a new run beneath a folder for temporary files.
     *
     * @throws UncheckedIOException when it cannot be created
     */
    public static RunFolder create(Path temporary) {
        try {
            String id = UUID.randomUUID().toString().substring(0, 8);
            // Under another name until it is locked: a run that is just being born must not look like a dead one.
            Path unborn = Files.createDirectory(
                    temporary.resolve(UNBORN + id),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel channel =
                    FileChannel.open(unborn.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            FileLock lock = channel.lock();
            return new RunFolder(Files.move(unborn, temporary.resolve(PREFIX + id)), channel, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a folder for this run in " + temporary, e);
        }
    }

    /** Unique among the runs of this machine. */
    public String runId() {
        return idOf(path);
    }

    public Path path() {
        return path;
    }

    /** A new folder in it that a sandbox shares with this process. */
    Path sandboxFolder() {
        return folder(SANDBOX);
    }

    /** A new folder in it for one attempt. */
    public Path folder(String name) {
        try {
            return Files.createTempDirectory(path, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a folder in " + path, e);
        }
    }

    /** Free space for this run, in bytes. */
    public long freeSpace() {
        return freeSpace(path);
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
        Path lock = runFolder.resolve(LOCK);
        if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken == null;
        } catch (OverlappingFileLockException | IOException e) {
            return true;
        }
    }

    /**
     * Removes the folders of runs that have died. Those of other users are left alone; one that cannot be removed is
     * told on the console and keeps nobody from running.
     *
     * @return whether one of them had opened sandboxes, which may be there still
     */
    public static boolean sweep(Path temporary) {
        boolean sandboxes = false;
        try (DirectoryStream<Path> candidates =
                Files.newDirectoryStream(temporary, "{" + PREFIX + "," + UNBORN + "}????????")) {
            for (Path candidate : candidates) {
                sandboxes |= sweepOne(candidate);
            }
        } catch (IOException e) {
            System.err.println("cannot look for leftovers of earlier runs in " + temporary + ": " + e);
        }
        return sandboxes;
    }

    private static boolean sweepOne(Path candidate) {
        try {
            boolean ours = Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(candidate, LinkOption.NOFOLLOW_LINKS)
                            .getName()
                            .equals(System.getProperty("user.name"));
            if (ours && !isBeingBorn(candidate) && !isAlive(candidate)) {
                boolean sandboxes = hasSandboxes(candidate);
                endProcesses(candidate);
                delete(candidate);
                return sandboxes;
            }
        } catch (NoSuchFileException e) {
            // Another run was faster.
        } catch (IOException e) {
            System.err.println(
                    "cannot remove " + candidate + ", which an earlier run left: it may hold production data: " + e);
        }
        return false;
    }

    private static boolean hasSandboxes(Path folder) throws IOException {
        try (DirectoryStream<Path> shared = Files.newDirectoryStream(folder, SANDBOX + "-*")) {
            return shared.iterator().hasNext();
        }
    }

    private static boolean isBeingBorn(Path candidate) throws IOException {
        Instant young = Instant.now().minus(BIRTH);
        return candidate.getFileName().toString().startsWith(UNBORN)
                && Files.getLastModifiedTime(candidate, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isAfter(young);
    }

    /** Of local sandboxes, where their guard was killed too. */
    private static void endProcesses(Path run) throws IOException {
        try (DirectoryStream<Path> sandboxes = Files.newDirectoryStream(run, LocalFolders.PREFIX + "-*")) {
            for (Path sandbox : sandboxes) {
                Guard.endLeftover(sandbox);
            }
        }
    }

    private static String idOf(Path folder) {
        return folder.getFileName().toString().substring(PREFIX.length());
    }

    /** Deletes a folder with everything beneath, following no link. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes the folder with everything in it. May be called twice. */
    @Override
    public void close() {
        try {
            delete(path);
            if (channel.isOpen()) {
                lock.release();
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }
}
