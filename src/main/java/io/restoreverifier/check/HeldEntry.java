package io.restoreverifier.check;

import io.restoreverifier.check.Digests.Algorithm;
import io.restoreverifier.check.ManifestEntry.Kind;
import io.restoreverifier.check.RealTree.Lying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What came back in the place of one entry of a manifest.
 *
 * @param missing whether nothing came back there
 * @param differences such as {@code its SHA-256 differs}; empty when all that the manifest says holds
 * @param expected and found, of the first difference
 */
record HeldEntry(boolean missing, List<String> differences, String expected, String found) {
    /** The unpacker lets its own user read and write whatever the archive says. */
    private static final int ALWAYS = 0600;

    static HeldEntry of(RealTree tree, ManifestEntry entry) throws IOException {
        Optional<Lying> lying = entry.kind().isEmpty() && !entry.digests().isEmpty()
                ? tree.fileOf(entry.path())
                : inside(tree.root(), entry.path());
        if (lying.isEmpty()) {
            return new HeldEntry(true, List.of(), "came back", "missing");
        }
        Path path = lying.get().path();
        PosixFileAttributes is = lying.get().is();
        Comparison comparison = new Comparison();
        Kind kind = kind(is);
        entry.kind().ifPresent(expected -> comparison.hold("it is " + kind.words(), expected.words(), kind.words()));
        if (!comparison.differences.isEmpty()) {
            return comparison.result();
        }
        entry.size().ifPresent(size -> comparison.hold("its size differs", bytes(size), bytes(is.size())));
        entry.mode().ifPresent(mode -> comparison.hold("its mode differs", octal(mode | ALWAYS), octal(mode(is))));
        if (kind == Kind.LINK && entry.link().isPresent()) {
            String leads = Files.readSymbolicLink(path).toString();
            comparison.hold("it leads elsewhere", entry.link().get(), leads);
        }
        if (!entry.digests().isEmpty() && comparison.mayBeTheSame(entry, is)) {
            Set<Algorithm> wanted = entry.digests().keySet();
            Map<Algorithm, String> found =
                    kind == Kind.LINK ? Digests.ofLink(path, wanted) : Digests.of(path, is.size(), wanted);
            entry.digests()
                    .forEach((algorithm, hex) -> comparison.hold(
                            "its " + algorithm.words() + " differs",
                            algorithm.words() + " " + hex,
                            algorithm.words() + " " + found.getOrDefault(algorithm, "")));
        }
        return comparison.result();
    }

    private static final class Comparison {
        private final List<String> differences = new ArrayList<>();
        private String expected = "";
        private String found = "";

        void hold(String difference, String wanted, String is) {
            if (wanted.equals(is)) {
                return;
            }
            if (differences.isEmpty()) {
                expected = wanted;
                found = is;
            }
            differences.add(difference);
        }

        /** Bytes of another number need not be read. */
        boolean mayBeTheSame(ManifestEntry entry, PosixFileAttributes is) {
            return entry.size().map(size -> size == is.size()).orElse(true);
        }

        HeldEntry result() {
            return new HeldEntry(false, List.copyOf(differences), expected, found);
        }
    }

    /** The path, when something is there that no link leads to; whatever a manifest says, nothing outside is looked at. */
    static Optional<Lying> inside(Path root, String relative) throws IOException {
        try {
            Path path = root.resolve(relative).normalize();
            if (!path.startsWith(root)) {
                return Optional.empty();
            }
            Path folder = path.getParent();
            boolean straight = path.equals(root)
                    || folder != null
                            && folder.toRealPath().equals(root.toRealPath().resolve(root.relativize(folder)));
            return straight ? Optional.of(Lying.at(path)) : Optional.empty();
        } catch (InvalidPathException | NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    private static Kind kind(PosixFileAttributes is) {
        if (is.isSymbolicLink()) {
            return Kind.LINK;
        }
        return is.isRegularFile() ? Kind.FILE : is.isDirectory() ? Kind.DIRECTORY : Kind.OTHER;
    }

    private static int mode(PosixFileAttributes is) {
        int mode = 0;
        for (PosixFilePermission permission : is.permissions()) {
            mode |= 0400 >> permission.ordinal();
        }
        return mode;
    }

    private static String octal(int mode) {
        return String.format("mode %04o", mode & 0777);
    }

    private static String bytes(long size) {
        return TableName.number(size) + (size == 1 ? " byte" : " bytes");
    }
}
