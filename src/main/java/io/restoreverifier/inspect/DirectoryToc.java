package io.restoreverifier.inspect;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.WriteTrouble;
import io.restoreverifier.dump.Definitions;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpReader;
import io.restoreverifier.model.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of contents of a dump in directory format, which an archive may hold behind the data that it tells of. So it is
 * copied out first.
 */
final class DirectoryToc {
    private static final Pattern NAME = Pattern.compile("((?:[^/]+/){0,3})toc\\.dat");
    private static final byte[] MAGIC = {'P', 'G', 'D', 'M', 'P'};
    private static final int FORMAT_AT = 10;
    /** Directory format calls itself tar format there. */
    private static final int TAR = 3;

    private DirectoryToc() {}

    /** The folder of the dump whose table of contents an entry is, with a slash at its end; empty when it is none. */
    static Optional<String> folder(Entry entry, InputStream data) throws IOException {
        Matcher name = NAME.matcher(plain(entry.name()));
        if (entry.kind() != Entry.Kind.FILE || !name.matches()) {
            return Optional.empty();
        }
        byte[] head = data.readNBytes(FORMAT_AT + 1);
        boolean isOne = head.length > FORMAT_AT
                && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && head[FORMAT_AT] == TAR;
        return isOne ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** A name without what only says that it begins here. */
    static String plain(String name) {
        return name.replaceFirst("^(?:\\./)+", "");
    }

    /** Opens it; whoever closes the reader needs to do no more. */
    static DumpReader open(Path file, Format archive, String folder) throws InterruptedIOException, DumpDamage {
        Path toc = file.resolveSibling(file.getFileName() + ".toc");
        try {
            new ArchiveReader(Limits.READ_THROUGH, through -> {}).read(file, archive, (entry, data) -> {
                boolean found = plain(entry.name()).equals(folder + "toc.dat");
                if (found) {
                    copy(data, toc);
                }
                return !found;
            });
            return DumpReader.openToc(toc, Definitions.OF_ROWS);
        } finally {
            delete(toc);
        }
    }

    private static void copy(InputStream data, Path toc) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(toc)) {
            for (int n = data.read(buffer); n >= 0; n = data.read(buffer)) {
                write(out, buffer, n, toc);
            }
        }
    }

    /** Trouble of our own disk must not be taken for damage. */
    private static void write(OutputStream out, byte[] buffer, int length, Path toc) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw WriteTrouble.explain(e, Objects.requireNonNull(toc.getParent()), length);
        }
    }

    /** An open file goes on being read. */
    private static void delete(Path toc) {
        try {
            Files.deleteIfExists(toc);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + toc, e);
        }
    }
}
