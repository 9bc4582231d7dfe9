package io.restoreverifier.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** As whom commands in a sandbox can read a tree of files that lies in a folder of the run. */
public final class TreeUser {
    /** nobody, in every image; used when this process is root, whose files are then given to it. */
    private static final int NOBODY = 65534;

    private TreeUser() {}

    /** Whoever owns the tree, as {@code uid:gid}; when that is root, it is given to nobody first. */
    public static String of(Path root) {
        try {
            int uid = owner(root);
            if (uid != 0) {
                return uid + ":" + Objects.requireNonNull(Files.getAttribute(root, "unix:gid"));
            }
            try (Stream<Path> tree = Files.walk(root)) {
                for (Path path : (Iterable<Path>) tree::iterator) {
                    Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
                }
            }
            return nobody();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell who owns the restored tree", e);
        }
    }

    /** Where there is no tree to be read. */
    public static String nobody() {
        return NOBODY + ":" + NOBODY;
    }

    private static int owner(Path path) throws IOException {
        return (int) Objects.requireNonNull(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }
}
