package io.restoreverifier.coverage;

import io.restoreverifier.model.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** A folder in which artifacts lie, with all below it. */
record ArtifactFolder(String name, Path directory) implements Place {

    @Override
    public Kind kind() {
        return Kind.ARTIFACT;
    }

    @Override
    public Seen look(Predicate<String> taken) {
        Path top = Walk.top(directory);
        AtomicLong count = new AtomicLong();
        Unclaimed left = new Unclaimed(name);
        List<Finding> troubles = new Walk(name, new Walk.Visitor() {
                    @Override
                    public boolean enters(Path folder) {
                        boolean artifact = taken.test(folder.toString());
                        count.addAndGet(artifact ? 1 : 0);
                        return !artifact;
                    }

                    @Override
                    public void file(Path file) {
                        count.incrementAndGet();
                        if (!taken.test(file.toString())) {
                            left.add(top.relativize(file).toString(), file.toString());
                        }
                    }
                })
                .over(top);
        return new Seen(count.get(), left.things(), troubles);
    }
}
