package io.restoreverifier.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * A folder as a tar archive that is made while it is read: in the order of names, itself as {@code ./} first, with links as
 * links, and with what is neither file, folder nor link as a pipe, so that whoever judges the archive refuses it. It only ever
 * reads there. The same folder is the same bytes each time; memory does not grow with it.
 */
public final class TreeTar extends InputStream {
    private static final int BLOCK = 512;
    private static final PosixFilePermission[] BITS = PosixFilePermission.values();

    private final Path root;
    private final Walk walk;
    private InputStream part = InputStream.nullInputStream();
    private @Nullable Data pending;
    private long left;
    private int padding;
    private boolean ended;

    private TreeTar(Path root) {
        this.root = root;
        this.walk = new Walk(root);
    }

    /**
     * How long the archive of a folder is, and when anything in it was last changed.
     *
     * @param modified of the folder or of anything in it, whichever is later
     */
    public record Seen(long bytes, Instant modified) {}

    /** Looks at every name, and opens no file. */
    public static Seen look(Path root) throws IOException {
        long bytes = 2 * BLOCK;
        Instant modified = Instant.MIN;
        Walk walk = new Walk(root);
        for (Path path = walk.next(); path != null; path = walk.next()) {
            BasicFileAttributes attributes = attributes(path);
            bytes += header(root, path, attributes).length;
            bytes += attributes.isRegularFile() ? (attributes.size() + BLOCK - 1) / BLOCK * BLOCK : 0;
            Instant own = attributes.lastModifiedTime().toInstant();
            modified = own.isAfter(modified) ? own : modified;
        }
        return new Seen(bytes, modified);
    }

    /** Opens it for one read; the caller closes it. A file that gets shorter meanwhile cuts the archive off there. */
    public static InputStream open(Path root) {
        return new TreeTar(root);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (length > 0) {
            if (left == 0 && !begin()) {
                return -1;
            }
            int n = part.read(buffer, offset, (int) Math.min(length, left));
            if (n < 0) {
                ended = true;
                left = 0;
                return -1;
            }
            left -= n;
            if (n > 0) {
                return n;
            }
        }
        return 0;
    }

    /** The next piece of the archive: what fills up a block, a header, a file's data, or the end. */
    private boolean begin() throws IOException {
        part.close();
        if (padding > 0) {
            part(new byte[padding]);
            padding = 0;
            return true;
        }
        if (ended) {
            return false;
        }
        if (pending != null) {
            begin(pending);
            pending = null;
            return left > 0 || begin();
        }
        Path next = walk.next();
        if (next == null) {
            ended = true;
            part(new byte[2 * BLOCK]);
            return true;
        }
        BasicFileAttributes attributes = attributes(next);
        part(header(root, next, attributes));
        pending = attributes.isRegularFile() && attributes.size() > 0 ? new Data(next, attributes.size()) : null;
        return true;
    }

    private void begin(Data data) throws IOException {
        part = Files.newInputStream(data.file(), LinkOption.NOFOLLOW_LINKS);
        left = data.bytes();
        padding = (int) ((BLOCK - data.bytes() % BLOCK) % BLOCK);
    }

    private void part(byte[] bytes) {
        part = new ByteArrayInputStream(bytes);
        left = bytes.length;
    }

    private record Data(Path file, long bytes) {}

    private static byte[] header(Path root, Path path, BasicFileAttributes attributes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        String name = path.equals(root) ? "." : root.relativize(path).toString();
        tar.putArchiveEntry(entry(name, path, attributes));
        // Never closed, since its data is not written through it.
        return bytes.toByteArray();
    }

    private static TarArchiveEntry entry(String name, Path path, BasicFileAttributes attributes) throws IOException {
        TarArchiveEntry entry;
        if (attributes.isDirectory()) {
            entry = new TarArchiveEntry(name + "/");
        } else if (attributes.isSymbolicLink()) {
            entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(path).toString());
        } else if (attributes.isRegularFile()) {
            entry = new TarArchiveEntry(name);
            entry.setSize(attributes.size());
        } else {
            entry = new TarArchiveEntry(name, TarConstants.LF_FIFO);
        }
        entry.setMode(mode(path));
        entry.setModTime(attributes.lastModifiedTime());
        return entry;
    }

    private static int mode(Path path) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        int mode = 0;
        for (PosixFilePermission permission :
                Objects.requireNonNull(view).readAttributes().permissions()) {
            mode |= 1 << (BITS.length - 1 - permission.ordinal());
        }
        return mode;
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() throws IOException {
        ended = true;
        part.close();
    }

    /** Every path below a folder, each folder before what is in it. */
    private static final class Walk {
        private final Deque<Iterator<Path>> open = new ArrayDeque<>();

        Walk(Path root) {
            open.push(List.of(root).iterator());
        }

        @Nullable
        Path next() throws IOException {
            while (!open.isEmpty() && !open.peek().hasNext()) {
                open.pop();
            }
            if (open.isEmpty()) {
                return null;
            }
            Path next = open.peek().next();
            if (attributes(next).isDirectory()) {
                open.push(sorted(next));
            }
            return next;
        }

        private static Iterator<Path> sorted(Path folder) throws IOException {
            List<Path> paths = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(paths::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            paths.sort(null);
            return paths.iterator();
        }
    }
}
