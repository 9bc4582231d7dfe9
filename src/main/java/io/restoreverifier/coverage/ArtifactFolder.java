package io.restoreverifier.coverage;

import io.restoreverifier.model.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A folder in which artifacts lie, with all below it. What no entry takes is put together by folder and name, whatever
 * numbers are in the name, so that a backup that nobody declared is one thing and not one for each night.
 */
record ArtifactFolder(String name, Path directory) implements Place {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    @Override
    public Kind kind() {
        return Kind.ARTIFACT;
    }

    @Override
    public Seen look(Predicate<Path> taken) {
        Path top = Walk.top(directory);
        AtomicLong count = new AtomicLong();
        Map<String, Alike> left = new TreeMap<>();
        List<Finding> troubles = new Walk(name, new Walk.Visitor() {
                    @Override
                    public boolean enters(Path folder) {
                        boolean artifact = taken.test(folder);
                        count.addAndGet(artifact ? 1 : 0);
                        return !artifact;
                    }

                    @Override
                    public void file(Path file) {
                        count.incrementAndGet();
                        if (!taken.test(file)) {
                            left.merge(alike(top, file), new Alike(1, file), Alike::and);
                        }
                    }
                })
                .over(top);
        List<Thing> things = left.entrySet().stream()
                .map(each -> new Thing(
                        Kind.ARTIFACT, name, each.getKey(), each.getValue().words()))
                .toList();
        return new Seen(count.get(), things, troubles);
    }

    private static String alike(Path top, Path file) {
        Path path = top.relativize(file);
        String alike = DIGITS.matcher(String.valueOf(path.getFileName())).replaceAll("*");
        return path.resolveSibling(alike).toString();
    }

    /** Files whose names differ in numbers only. */
    private record Alike(int count, Path last) {
        Alike and(Alike other) {
            return new Alike(count + other.count, last.compareTo(other.last) > 0 ? last : other.last);
        }

        String words() {
            return (count == 1 ? "the file " : count + " files, the last of them ") + last;
        }
    }
}
