package io.restoreverifier.check;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How many files a restored tree has, in all and in its upper folders. What it holds does not grow with the tree. Used once. */
final class FileCounts extends SimpleFileVisitor<Path> {
    private static final int DEPTH = 2;
    /** What the history keeps of one tree. */
    private static final int MOST_KEPT = 200;
    /** What is counted at all: a tree with more is no code base. */
    private static final int MOST_COUNTED = 20_000;

    private final Path top;
    private final Map<String, Long> folders = new HashMap<>();
    private long files;
    private long bytes;

    private FileCounts(Path top) {
        this.top = top;
    }

    static FileCounts in(Path root) throws IOException {
        FileCounts counts = new FileCounts(onlyFolder(root));
        Files.walkFileTree(root, counts);
        return counts;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    /** For the history; of the folders, none when there are too many to tell that one is gone. */
    Map<String, Long> kept() {
        Map<String, Long> kept = new HashMap<>();
        if (folders.size() <= MOST_KEPT) {
            kept.putAll(folders);
        } else if (folders.size() < MOST_COUNTED) {
            folders.entrySet().stream()
                    .filter(folder -> !folder.getKey()
                            .substring(CheckReport.FOLDER.length())
                            .contains("/"))
                    .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                    .limit(MOST_KEPT + 1L)
                    .forEach(folder -> kept.put(folder.getKey(), folder.getValue()));
            if (kept.size() > MOST_KEPT) {
                kept.clear();
            }
        }
        kept.put(CheckReport.FILES, files);
        return kept;
    }

    /** An archive may hold all in one folder that is named after the day or the release. */
    private static Path onlyFolder(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            List<Path> first = entries.limit(2).toList();
            boolean only = first.size() == 1 && Files.isDirectory(first.get(0), LinkOption.NOFOLLOW_LINKS);
            return only ? first.get(0) : root;
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        files++;
        bytes += attributes.isRegularFile() ? attributes.size() : 0;
        Path inside = top.relativize(file);
        for (int depth = 1; depth <= Math.min(DEPTH, inside.getNameCount() - 1); depth++) {
            String folder =
                    CheckReport.FOLDER + inside.subpath(0, depth).toString().replaceAll("\\p{Cntrl}", "?");
            if (folders.size() < MOST_COUNTED || folders.containsKey(folder)) {
                folders.merge(folder, 1L, Long::sum);
            }
        }
        return FileVisitResult.CONTINUE;
    }
}
