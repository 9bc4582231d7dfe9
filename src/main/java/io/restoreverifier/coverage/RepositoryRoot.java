package io.restoreverifier.coverage;

import io.restoreverifier.model.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A folder below which git repositories lie, bare ones and those with a work tree. What lies inside a repository belongs to
 * it and is not looked into; a work tree whose {@code .git} is a file has its repository elsewhere.
 */
record RepositoryRoot(String name, Path directory) implements Place {
    @Override
    public Kind kind() {
        return Kind.REPOSITORY;
    }

    @Override
    public Seen look(Predicate<String> taken) {
        Path top = Walk.top(directory);
        List<Thing> found = new ArrayList<>();
        if (isRepository(top)) {
            found.add(thing(top.getParent() == null ? top : top.getParent(), top));
            return new Seen(1, found, List.of());
        }
        List<Finding> troubles = new Walk(name, new Walk.Visitor() {
                    @Override
                    public boolean enters(Path folder) {
                        boolean repository = isRepository(folder);
                        if (repository) {
                            found.add(thing(top, folder));
                        }
                        return !repository;
                    }

                    @Override
                    public void file(Path file) {}
                })
                .over(top);
        return new Seen(found.size(), found, troubles);
    }

    private Thing thing(Path top, Path repository) {
        return new Thing(Kind.REPOSITORY, name, top.relativize(repository).toString(), "");
    }

    private static boolean isRepository(Path folder) {
        return isGitFolder(folder.resolve(".git")) || isGitFolder(folder);
    }

    /** What gitrepository-layout(5) says is in each. */
    private static boolean isGitFolder(Path folder) {
        return Files.isRegularFile(folder.resolve("HEAD"))
                && Files.isDirectory(folder.resolve("objects"))
                && Files.isDirectory(folder.resolve("refs"));
    }
}
