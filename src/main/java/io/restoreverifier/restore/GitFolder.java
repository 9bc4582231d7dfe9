package io.restoreverifier.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which a repository of git keeps what it is (gitrepository-layout(5)), among files that were unpacked. It
 * is only looked at: its configuration and its hooks are no business of ours.
 *
 * @param top what it was found beneath
 */
record GitFolder(Path top, Path path) {
    private static final int DEEPEST = 8;
    private static final int LONGEST_FILE = 1 << 20;

    /** Every repository beneath a folder, without those within another. */
    static List<GitFolder> beneath(Path top) throws IOException {
        List<GitFolder> found = new ArrayList<>();
        Files.walkFileTree(top, java.util.Set.of(), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!isOne(folder)) {
                    return FileVisitResult.CONTINUE;
                }
                found.add(new GitFolder(top, folder));
                return FileVisitResult.SKIP_SUBTREE;
            }
        });
        return List.copyOf(found);
    }

    private static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(folder.resolve("objects"), LinkOption.NOFOLLOW_LINKS)
                && (Files.isDirectory(folder.resolve("refs"), LinkOption.NOFOLLOW_LINKS)
                        || Files.isRegularFile(folder.resolve("packed-refs"), LinkOption.NOFOLLOW_LINKS));
    }

    /** As the archive calls it, without the name of what an ordinary working tree keeps it in. */
    String name() {
        String name = top.relativize(path).toString();
        return name.equals(".git") ? "" : name.replaceFirst("/\\.git$", "");
    }

    /** What HEAD says: {@code ref: refs/heads/main}, or the name of a commit. */
    String head() throws IOException {
        return text("HEAD").strip();
    }

    /** Whether its history was cut off when it was cloned. */
    boolean isShallow() throws IOException {
        return !text("shallow").isBlank();
    }

    /** Whether it was cloned without all of its objects, to fetch them when they are asked for. */
    boolean isPartial() throws IOException {
        try (Stream<Path> packs = list(path.resolve("objects/pack"))) {
            return packs.anyMatch(p -> p.toString().endsWith(".promisor"));
        }
    }

    /** Whether its names of branches are in a table that only newer versions of git read. */
    boolean hasReftable() {
        return Files.isDirectory(path.resolve("reftable"), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether its objects have names of SHA-256. */
    boolean isSha256() throws IOException {
        return text("config").lines().anyMatch(l -> l.strip().matches("(?i)objectformat\\s*=\\s*\"?sha256\"?"));
    }

    /**
     * Takes out where it borrows objects from others that are not beneath the same folder, so that nothing follows them.
     *
     * @return those, as written
     */
    List<String> cutOffBorrowed() throws IOException {
        Path file = path.resolve("objects/info/alternates");
        List<String> outside = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (String line : text("objects/info/alternates").lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            (isInside(line) ? kept : outside).add(line);
        }
        if (!outside.isEmpty()) {
            Files.delete(file);
            Files.write(file, kept);
        }
        return outside;
    }

    private boolean isInside(String line) {
        Path target = path.resolve("objects").resolve(line).normalize();
        return !line.startsWith("/")
                && target.startsWith(path)
                && Files.isDirectory(target)
                // It could borrow in its turn, from anywhere.
                && !Files.exists(target.resolve("info/alternates"), LinkOption.NOFOLLOW_LINKS);
    }

    /** A file of Git Large File Storage, by the SHA-256 of what it holds. */
    Path large(String sha256) {
        return path.resolve("lfs/objects")
                .resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }

    private static Stream<Path> list(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) ? Files.list(folder) : Stream.of();
    }

    private String text(String name) throws IOException {
        Path file = path.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST_FILE) {
            return "";
        }
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
