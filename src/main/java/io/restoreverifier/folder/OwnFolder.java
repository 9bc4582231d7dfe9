package io.restoreverifier.folder;

import java.io.IOException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A folder of this process, which nobody else may enter. A lock in it tells other processes that this one lives; what a dead one
 * left is removed by the next run.
 */
public final class OwnFolder implements AutoCloseable {
    private static final String PREFIX = "rv-";
    private static final String UNBORN = "new-rv-";
    private static final String LOCK = "lock";
    private static final String PROCESS = "process-";
    /** A birth takes milliseconds. */
    private static final Duration BIRTH = Duration.ofMinutes(1);

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private OwnFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** Creates one beneath a folder for temporary files, with a short name: the path of a Unix socket has at most 107 bytes (unix(7)). */
    public static OwnFolder create(Path temporary) throws IOException {
        String id = UUID.randomUUID().toString().substring(0, 8);
        // Under another name until it is locked: one that is just being born must not look like a dead one.
        Path unborn = Files.createDirectory(
                temporary.resolve(UNBORN + id),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(unborn.resolve(ofThisProcess()));
        FileChannel channel =
                FileChannel.open(unborn.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileLock lock = channel.lock();
        return new OwnFolder(Files.move(unborn, temporary.resolve(PREFIX + id)), channel, lock);
    }

    public Path path() {
        return path;
    }

    /** What is unique in its name among the folders of this machine. */
    public String id() {
        return path.getFileName().toString().substring(PREFIX.length());
    }

    /** Whether the process that made it lives, on this machine. */
    public static boolean isAlive(Path folder) {
        if (Files.exists(folder.resolve(ofThisProcess()), LinkOption.NOFOLLOW_LINKS)) {
            // Nobody may even open the lock of the own process: closing it again would give the lock up (fcntl(2)).
            return true;
        }
        Path lock = folder.resolve(LOCK);
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

    /** What processes of this user that are dead have left beneath a folder for temporary files. */
    public static List<Path> ofTheDead(Path temporary) throws IOException {
        List<Path> dead = new ArrayList<>();
        try (DirectoryStream<Path> candidates =
                Files.newDirectoryStream(temporary, "{" + PREFIX + "," + UNBORN + "}????????")) {
            for (Path candidate : candidates) {
                if (isDead(candidate)) {
                    dead.add(candidate);
                }
            }
        }
        return dead;
    }

    private static boolean isDead(Path candidate) {
        try {
            return Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(candidate, LinkOption.NOFOLLOW_LINKS)
                            .getName()
                            .equals(System.getProperty("user.name"))
                    && !isBeingBorn(candidate)
                    && !isAlive(candidate);
        } catch (IOException e) {
            // Another run was faster.
            return false;
        }
    }

    private static boolean isBeingBorn(Path candidate) throws IOException {
        Instant young = Instant.now().minus(BIRTH);
        return candidate.getFileName().toString().startsWith(UNBORN)
                && Files.getLastModifiedTime(candidate, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isAfter(young);
    }

    private static String ofThisProcess() {
        ProcessHandle own = ProcessHandle.current();
        // Numbers of processes are used again, and by others in other namespaces.
        long begun = own.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return PROCESS + own.pid() + "-" + begun;
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

    /** Removes it with everything in it. May be called twice. */
    @Override
    public void close() throws IOException {
        delete(path);
        if (channel.isOpen()) {
            lock.release();
            channel.close();
        }
    }
}
