package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who the processes of local sandboxes run as: whoever runs this one, or somebody without privileges when that is root.
 *
 * @param name as in the list of users; empty when it has no such number
 */
record LocalUser(String name, int uid, int gid) {
    private static final List<String> INSTEAD_OF_ROOT = List.of("postgres", "nobody");
    private static final Path USERS = Path.of("/etc/passwd");

    /** Whoever runs this process. */
    static LocalUser self(Path own) {
        try {
            int uid = number(own, "unix:uid");
            return new LocalUser(System.getProperty("user.name", ""), uid, number(own, "unix:gid"));
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SANDBOX_UNAVAILABLE,
                    "it cannot be told who owns " + own,
                    "put temporary files on a file system of this machine with -Djava.io.tmpdir",
                    e);
        }
    }

    boolean isRoot() {
        return uid == 0;
    }

    /**
     * Somebody who may do nothing.
     *
     * @throws CannotTell SANDBOX_UNAVAILABLE when this machine has no such user
     */
    static LocalUser unprivileged() {
        return INSTEAD_OF_ROOT.stream()
                .map(LocalUser::named)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new CannotTell(
                        FindingCode.SANDBOX_UNAVAILABLE,
                        "nothing runs as root in a sandbox, and this machine has neither a user postgres nor nobody",
                        "run as an ordinary user, or add a user postgres"));
    }

    /** Of {@code uid:gid}, as requests for containers name users; else somebody who may do nothing. */
    static LocalUser of(String user) {
        if (!user.matches("[1-9]\\d{0,9}:\\d{1,10}")) {
            return unprivileged();
        }
        String[] numbers = user.split(":", -1);
        int uid = Integer.parseUnsignedInt(numbers[0]);
        return new LocalUser(
                lines().stream()
                        .filter(l -> l[2].equals(numbers[0]))
                        .map(l -> l[0])
                        .findFirst()
                        .orElse(""),
                uid,
                Integer.parseUnsignedInt(numbers[1]));
    }

    private static Optional<LocalUser> named(String name) {
        return lines().stream()
                .filter(l -> l[0].equals(name))
                .map(l -> new LocalUser(name, Integer.parseUnsignedInt(l[2]), Integer.parseUnsignedInt(l[3])))
                .filter(user -> !user.isRoot())
                .findFirst();
    }

    private static List<String[]> lines() {
        try {
            return Files.readAllLines(USERS).stream()
                    .map(l -> l.split(":", -1))
                    .filter(l -> l.length > 3 && l[2].matches("\\d{1,10}") && l[3].matches("\\d{1,10}"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Gives a file or folder to this user. Only root can. */
    void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }

    /** Lets this user, and nobody else, pass through a folder of root's on the way to what is his. */
    void letThrough(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(folder, "unix:mode", 0710);
    }

    private static int number(Path path, String attribute) throws IOException {
        return (int) Objects.requireNonNull(Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS));
    }
}
