package io.restoreverifier.catalog;

import io.restoreverifier.model.Location;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The files that make a catalog.
 *
 * @param entries sorted by path, hidden ones left out
 * @param common what holds for all of them; empty when there is no {@code catalog.yml}
 */
record CatalogFiles(List<Path> entries, Optional<Path> common) {
    private static final List<String> COMMON = List.of("catalog.yml", "catalog.yaml");

    CatalogFiles {
        entries = List.copyOf(entries);
    }

    static CatalogFiles of(Path folderOrFile, Problems problems) {
        if (Files.isDirectory(folderOrFile)) {
            Optional<Path> common = commonIn(folderOrFile, problems);
            List<Path> entries = new ArrayList<>(yamlBelow(folderOrFile, problems));
            entries.removeIf(file -> isCommon(file) && folderOrFile.equals(file.getParent()));
            return new CatalogFiles(entries, common);
        }
        if (!Files.exists(folderOrFile)) {
            note(folderOrFile, "there is no such catalog", "correct `restore.catalog`", problems);
            return new CatalogFiles(List.of(), Optional.empty());
        }
        if (isCommon(folderOrFile)) {
            return new CatalogFiles(List.of(), Optional.of(folderOrFile));
        }
        Path folder = Objects.requireNonNull(folderOrFile.toAbsolutePath().getParent());
        return new CatalogFiles(List.of(folderOrFile), commonIn(folder, problems));
    }

    static boolean isCommon(Path file) {
        return COMMON.contains(nameOf(file));
    }

    private static Optional<Path> commonIn(Path folder, Problems problems) {
        List<Path> present =
                COMMON.stream().map(folder::resolve).filter(Files::exists).toList();
        if (present.size() > 1) {
            note(present.get(1), "catalog.yml stands beside it, and only one of them can count", "", problems);
        }
        return present.stream().findFirst();
    }

    /** Links are followed: a folder of entries that is left out in silence is a catalog that is smaller in silence. */
    private static List<Path> yamlBelow(Path folder, Problems problems) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                            boolean hidden = !below.equals(folder) && isHidden(below);
                            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            if (isYaml(file) && !isHidden(file)) {
                                found.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            note(file, "cannot be read", "check its permissions, and where links lead", problems);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            note(folder, "cannot be read to its end", "check its permissions", problems);
        }
        return found.stream().sorted().toList();
    }

    private static boolean isYaml(Path file) {
        return nameOf(file).endsWith(".yml") || nameOf(file).endsWith(".yaml");
    }

    private static boolean isHidden(Path file) {
        return nameOf(file).startsWith(".");
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static void note(Path file, String message, String hint, Problems problems) {
        problems.add(new Problem(new Location(file, 0), "", message, hint));
    }
}
