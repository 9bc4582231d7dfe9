package io.restoreverifier.archive;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Writes files beneath one folder and nowhere else. The names were judged before; this looks once more at what is on
 * the disk, so that no single mistake lets a byte out: every folder on the way must be a folder and no link, and files
 * are only ever created, never opened. Used by one thread; the times of folders are set by {@link #finish()}.
 */
final class TreeWriter {
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ
    };

    /** The end of the 32-bit unsigned seconds that older file systems keep: the year 2106. */
    private static final long LAST_SECOND = (1L << 32) - 1;

    private static final OpenOption[] NEW = {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NOFOLLOW_LINKS};

    private final Path target;
    private final byte[] buffer = new byte[1 << 16];
    private final List<Dated> dated = new ArrayList<>();
    private Path lastParent;

    TreeWriter(Path target) {
        this.target = target;
        this.lastParent = target;
    }

    private record Dated(Path directory, FileTime modified) {}

    void directory(String name, Entry entry) throws InterruptedIOException {
        Path path = path(name);
        write(0, () -> {
            makeDirectories(path);
            Files.setPosixFilePermissions(path, permissions(entry.mode() | 0700));
        });
        dated.add(new Dated(path, time(entry)));
    }

    void file(String name, Entry entry, InputStream data) throws IOException {
        Path path = path(name);
        try (OutputStream out = create(path, entry.bytes())) {
            // Two kinds of IOException: those of `data` are damage and pass, those of `out` are explained.
            for (int n = data.read(buffer); n >= 0; n = data.read(buffer)) {
                int length = n;
                write(entry.bytes(), () -> out.write(buffer, 0, length));
            }
            write(entry.bytes(), out::close);
        }
        write(entry.bytes(), () -> {
            Files.setPosixFilePermissions(path, permissions(entry.mode() | 0600));
            Files.setLastModifiedTime(path, time(entry));
        });
    }

    void symbolicLink(String name, String link) throws InterruptedIOException {
        Path path = path(name);
        Path linked = systemPath(link);
        write(0, () -> {
            makeDirectories(Objects.requireNonNull(path.getParent()));
            removeEarlier(path);
            Files.createSymbolicLink(path, linked);
        });
    }

    void hardLink(String name, String file) throws InterruptedIOException {
        Path path = path(name);
        Path linked = path(file);
        if (path.equals(linked)) {
            return;
        }
        write(0, () -> {
            makeDirectories(Objects.requireNonNull(path.getParent()));
            requireFile(linked);
            removeEarlier(path);
            Files.createLink(path, linked);
        });
    }

    /** Sets what later entries would have changed again; to be called last. */
    void finish() throws InterruptedIOException {
        for (Dated directory : dated) {
            write(0, () -> Files.setLastModifiedTime(directory.directory(), directory.modified()));
        }
    }

    private OutputStream create(Path path, long bytes) throws InterruptedIOException {
        OutputStream[] created = new OutputStream[1];
        write(bytes, () -> {
            makeDirectories(Objects.requireNonNull(path.getParent()));
            created[0] = create(path);
        });
        return created[0];
    }

    /** Mostly there is none of an earlier entry, and asking first would take a good part of writing a small file. */
    private OutputStream create(Path path) throws IOException {
        try {
            return Files.newOutputStream(path, NEW);
        } catch (FileAlreadyExistsException e) {
            removeEarlier(path);
            return Files.newOutputStream(path, NEW);
        }
    }

    private void makeDirectories(Path directory) throws IOException {
        if (directory.equals(lastParent)) {
            return;
        }
        Path at = target;
        for (Path part : target.relativize(directory)) {
            at = at.resolve(part);
            if (Files.isDirectory(at, NOFOLLOW_LINKS)) {
                continue;
            }
            // Fails when there is anything else, a link included.
            Files.createDirectory(at);
        }
        lastParent = directory;
    }

    private void removeEarlier(Path path) throws IOException {
        if (Files.exists(path, NOFOLLOW_LINKS) && !Files.isDirectory(path, NOFOLLOW_LINKS)) {
            Files.delete(path);
        }
    }

    private static void requireFile(Path linked) throws IOException {
        if (!Files.isRegularFile(linked, NOFOLLOW_LINKS)) {
            throw new IOException("the file of a hard link is no file");
        }
    }

    private Path path(String name) {
        return target.resolve(systemPath(name));
    }

    private static Path systemPath(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the name `" + SafeName.shown(name) + "` has characters that this system's locale cannot write",
                    "run with LC_ALL=C.UTF-8",
                    e);
        }
    }

    /** A time that every file system takes: hostile archives claim others. */
    private static FileTime time(Entry entry) {
        long seconds = entry.modified().getEpochSecond();
        boolean usual = seconds >= 0 && seconds <= LAST_SECOND;
        return usual ? FileTime.from(entry.modified()) : FileTime.fromMillis(0);
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode >> bit & 1) != 0) {
                permissions.add(BITS[bit]);
            }
        }
        return permissions;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void write(long needed, Step step) throws InterruptedIOException {
        try {
            step.run();
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while unpacking");
            }
            throw WriteTrouble.explain(e, target, needed);
        }
    }
}
