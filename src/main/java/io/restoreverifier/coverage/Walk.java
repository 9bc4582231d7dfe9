package io.restoreverifier.coverage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One walk over a folder and all below it, links not followed. Used once. */
final class Walk {
    private static final String HINT = "let the verifier's user read it, or leave it out of what is looked at";

    private final String place;
    private final Visitor visitor;
    private final List<Finding> troubles = new ArrayList<>();

    /** Hears of what there is. */
    interface Visitor {
        /** Whether to look into a folder; the top is always looked into. */
        boolean enters(Path folder);

        /** Of anything that is no folder and no link. */
        void file(Path file);
    }

    /** @param place for messages */
    Walk(String place, Visitor visitor) {
        this.place = place;
        this.visitor = visitor;
    }

    /**
     * Walks, and returns what could not be looked into.
     *
     * @param top without links in it
     * @throws CannotTell when the top itself cannot be read
     */
    List<Finding> over(Path top) {
        Deque<Path> ahead = new ArrayDeque<>();
        ahead.push(top);
        while (!ahead.isEmpty()) {
            Path folder = ahead.pop();
            try {
                List<Path> below = into(folder);
                for (int i = below.size() - 1; i >= 0; i--) {
                    ahead.push(below.get(i));
                }
            } catch (IOException | DirectoryIteratorException e) {
                if (folder.equals(top)) {
                    throw unreachable(top, e);
                }
                troubles.add(trouble(folder));
            }
        }
        return List.copyOf(troubles);
    }

    /**
     * The folder that a path leads to.
     *
     * @throws CannotTell when it leads nowhere
     */
    static Path top(Path written) {
        try {
            return written.toRealPath();
        } catch (IOException e) {
            throw unreachable(written, e);
        }
    }

    /** The folders in it to go on with. */
    private List<Path> into(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(all::add);
        }
        all.sort(null);
        List<Path> below = new ArrayList<>();
        for (Path path : all) {
            if (Files.isSymbolicLink(path)) {
                continue;
            }
            if (!Files.isDirectory(path)) {
                visitor.file(path);
            } else if (visitor.enters(path)) {
                below.add(path);
            }
        }
        return below;
    }

    private Finding trouble(Path folder) {
        return Finding.error(
                FindingCode.SOURCE_UNREACHABLE,
                Stage.LOCATE,
                place,
                folder + " cannot be read, and what lies in it is not known",
                HINT);
    }

    private static CannotTell unreachable(Path top, Exception cause) {
        return new CannotTell(
                FindingCode.SOURCE_UNREACHABLE, top + " cannot be read", "is it mounted, and a folder? " + HINT, cause);
    }
}
