package io.restoreverifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folders of one local sandbox, as this process sees them and as commands do.
 *
 * @param folder of the sandbox; everything else of its own is in it
 * @param shared for sockets, short enough for one
 * @param visible what commands see besides, read-only: here and inside
 * @param ownNames whether commands see folders under names of the sandbox
 */
record LocalPlace(Path folder, Path shared, Map<Path, String> visible, boolean ownNames) {

    LocalPlace {
        visible = Map.copyOf(visible);
    }

    /** Makes the folders, those that commands write to for their user. */
    void make(LocalUser self, LocalUser user) throws IOException {
        for (Path path : List.of(data(), scratch(), programs(), inputs(), root())) {
            Files.createDirectories(path);
        }
        for (Path own : List.of(data(), scratch())) {
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        }
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(
                users(),
                "root:x:0:0:root:/:/bin/false\nsandbox:x:" + Integer.toUnsignedString(user.uid()) + ":"
                        + Integer.toUnsignedString(user.gid()) + "::/tmp:/bin/sh\n");
        if (self.isRoot()) {
            for (Path own : List.of(data(), scratch())) {
                user.own(own);
            }
            for (Path passed : List.of(folder, programs(), inputs())) {
                user.letThrough(passed);
            }
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    /** What is {@code /tmp} inside; kept from one command to the next. */
    Path scratch() {
        return folder.resolve("tmp");
    }

    /** Links to the programs of the software that was asked for. */
    Path programs() {
        return folder.resolve("programs");
    }

    Path inputs() {
        return folder.resolve("input");
    }

    /** What namespaces build their file system on. */
    Path root() {
        return folder.resolve("root");
    }

    /** What namespaces show as the list of users. */
    Path users() {
        return folder.resolve("users");
    }

    String dataInside() {
        return ownNames ? "/sandbox" : data().toString();
    }

    String sharedInside() {
        return ownNames ? "/shared" : shared.toString();
    }

    String scratchInside() {
        return ownNames ? "/tmp" : scratch().toString();
    }

    String programsInside() {
        return ownNames ? "/programs" : programs().toString();
    }

    /** For {@code isolate.sh}. */
    List<String> binds() {
        Map<String, String> binds = new LinkedHashMap<>();
        binds.put("rw:" + scratch(), "/tmp");
        binds.put("rw:" + data(), dataInside());
        binds.put("rw:" + shared, sharedInside());
        binds.put("ro:" + programs(), programsInside());
        visible.forEach((outside, inside) -> binds.put("ro:" + outside, inside));
        List<String> list = new ArrayList<>();
        binds.forEach((outside, inside) -> list.add(outside + ":" + inside));
        return list;
    }
}
