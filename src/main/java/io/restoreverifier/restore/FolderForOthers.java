package io.restoreverifier.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** Lets the user of a sandbox read a tree of ours, which lies where nobody else can come. */
final class FolderForOthers {
    private FolderForOthers() {}

    static void open(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                if (!Files.isSymbolicLink(path)) {
                    open(path, Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
                }
            }
        }
    }

    private static void open(Path path, boolean directory) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        permissions.add(PosixFilePermission.OTHERS_READ);
        permissions.add(PosixFilePermission.GROUP_READ);
        if (directory) {
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
        }
        Files.setPosixFilePermissions(path, permissions);
    }
}
