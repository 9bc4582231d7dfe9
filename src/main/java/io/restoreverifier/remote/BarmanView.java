package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server of Barman to be read: a folder of ours with links to its backups and WAL, and copies of the small files that Barman
 * writes even when it only looks (it notes the outcome of a check in {@code backup.info}, and locks). So the origin stays as it is. A backup's tablespaces are
 * said to have lain in the view, since Barman restores them to where they lay.
 */
final class BarmanView {
    private static final String CONFIGURATION = """
            [barman]
            barman_user=%s
            barman_home=%s
            barman_lock_directory=%s
            configuration_files_directory=%s
            log_file=/dev/null
            log_level=ERROR
            recovery_staging_path=%s
            [%s]
            description=a view
            archiver=on
            backup_method=rsync
            backup_options=concurrent_backup
            ssh_command=false
            conninfo=host=/nonexistent
            """;

    private static final String RESTORE_BY_HAND = "restore it by hand into a folder, and verify that: `directory:`";
    private static final Pattern TABLESPACE = Pattern.compile("pg_tblspc/(\\d{1,10})");

    private final Path folder;
    private final String server;

    private BarmanView(Path folder, String server) {
        this.folder = folder;
        this.server = server;
    }

    /**
     * @param folder of the caller's, which removes it
     * @param origin the folder of the server in Barman's home
     */
    static BarmanView of(Path folder, Path origin, String server) throws IOException {
        BarmanView view = new BarmanView(folder, server);
        Path mine = Files.createDirectories(view.home().resolve(server));
        for (String name : List.of("base", "wals", "incoming", "streaming", "errors")) {
            Files.createDirectory(mine.resolve(name));
        }
        for (Path backup : list(origin.resolve("base"))) {
            if (Files.isRegularFile(backup.resolve("backup.info"))) {
                view.backup(backup, Files.createDirectory(mine.resolve("base").resolve(backup.getFileName())));
            }
        }
        for (Path wal : list(origin.resolve("wals"))) {
            view.take(wal, mine.resolve("wals").resolve(wal.getFileName()));
        }
        Path identity = origin.resolve("identity.json");
        if (Files.isRegularFile(identity)) {
            Files.copy(identity, mine.resolve("identity.json"));
        }
        Files.writeString(
                view.configuration(),
                CONFIGURATION.formatted(
                        System.getProperty("user.name"),
                        view.home(),
                        folder,
                        folder.resolve("none"),
                        Files.createDirectory(folder.resolve("staging")),
                        server));
        return view;
    }

    Path configuration() {
        return folder.resolve("barman.conf");
    }

    /**
     * The archives that a backup lies in, empty when it lies there as plain files. Barman goes by the same line of {@code backup.info},
     * whatever files there are.
     *
     * @throws CannotTell NOT_SUPPORTED when it is compressed in another way
     */
    Optional<BarmanTarballs> tarballs(String id) throws IOException {
        String compression = info(base(id)).compression();
        if (compression.equals(BarmanInfo.NONE)) {
            return Optional.empty();
        }
        if (!BarmanTarballs.known(compression)) {
            throw new CannotTell(
                    FindingCode.NOT_SUPPORTED,
                    "backup " + id + " is compressed with " + ToolWords.plain(compression)
                            + ": gzip, lz4 and zstd are read",
                    RESTORE_BY_HAND);
        }
        return Optional.of(new BarmanTarballs(base(id).resolve("data"), id, compression));
    }

    private static BarmanInfo info(Path backup) throws IOException {
        return BarmanInfo.of(Files.readString(backup.resolve("backup.info")));
    }

    /** Where a tablespace of this number is restored to. */
    Path tablespace(String number) {
        return folder.resolve("tablespace-" + number);
    }

    /** The numbers of the tablespaces of a backup. */
    Set<String> tablespaces(String id) throws IOException {
        return tablespaces(base(id));
    }

    private static Set<String> tablespaces(Path backup) throws IOException {
        Set<String> numbers = new TreeSet<>();
        String compression = info(backup).compression();
        if (BarmanTarballs.known(compression)) {
            numbers.addAll(new BarmanTarballs(backup.resolve("data"), "", compression).tablespaces());
        }
        for (Path part : list(backup)) {
            if (String.valueOf(part.getFileName()).matches("[1-9]\\d{0,9}") && Files.isDirectory(part)) {
                numbers.add(String.valueOf(part.getFileName()));
            }
        }
        return numbers;
    }

    /**
     * Barman writes into what it has restored, and follows links, wherever they lead.
     *
     * @throws BrokenArtifact when a tablespace is missing, or it is not the plain folder of a data directory
     * @throws CannotTell NOT_SUPPORTED when it is none
     */
    void requirePlain(String id) throws IOException {
        Path data = base(id).resolve("data");
        if (!Files.isDirectory(data)) {
            throw new CannotTell(FindingCode.NOT_SUPPORTED, "backup " + id + " has no folder `data`", RESTORE_BY_HAND);
        }
        Set<String> held = tablespaces(id);
        requirePlain(id, "", data.toRealPath(), held);
        for (String number : held) {
            requirePlain(id, number + "/", base(id).resolve(number).toRealPath(), Set.of());
        }
    }

    private static void requirePlain(String id, String prefix, Path root, Set<String> held) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws BrokenArtifact {
                if (!attributes.isRegularFile()) {
                    judge(id, prefix + root.relativize(file), held);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void judge(String id, String name, Set<String> held) throws BrokenArtifact {
        Matcher tablespace = TABLESPACE.matcher(name);
        if (!tablespace.matches()) {
            throw new BrokenArtifact(
                    FindingCode.UNSAFE_ENTRY,
                    "backup " + id + " holds " + ToolWords.plain(name) + ", which is a link or a device: Barman would"
                            + " write through it",
                    "let it be a file or a folder in the data directory, or verify a copy: `directory:`");
        }
        if (!held.contains(tablespace.group(1))) {
            throw new BrokenArtifact(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "tablespace " + tablespace.group(1) + " of backup " + id + " is missing beside its data directory",
                    "take it from another copy, or make another backup");
        }
    }

    /** What Barman's last check has noted of a backup, empty when it was well. */
    Optional<String> noted(String id) throws IOException {
        return info(base(id)).wrong();
    }

    /** Barman's words, without where the view lies. */
    String plain(String said) {
        return ToolWords.plain(said.replace(home().resolve(server) + "/", "").replace(folder + "/", ""));
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Path base(String id) {
        return home().resolve(server).resolve("base").resolve(id);
    }

    /** What is judged here is said again at its end, so that Barman cannot read it in another way. */
    private void backup(Path origin, Path mine) throws IOException {
        for (Path part : list(origin)) {
            take(part, mine.resolve(part.getFileName()));
        }
        Set<String> numbers = tablespaces(origin);
        String tablespaces = numbers.isEmpty()
                ? "None"
                : numbers.stream()
                        .map(number -> "('t" + number + "', " + number + ", '" + tablespace(number) + "')")
                        .collect(Collectors.joining(", ", "[", "]"));
        Path info = mine.resolve("backup.info");
        String written = Files.readString(info);
        Files.writeString(
                info,
                written.replaceAll("(?m)^tablespaces=.*$\\R?", "") + "\ntablespaces=" + tablespaces + "\ncompression="
                        + BarmanInfo.of(written).compression() + "\n");
    }

    /** A small file is copied, since Barman may write it; whatever else is linked. */
    private void take(Path origin, Path mine) throws IOException {
        String name = String.valueOf(origin.getFileName());
        if (name.equals("backup.info") || name.equals("xlog.db")) {
            Files.copy(origin, mine);
        } else {
            Files.createSymbolicLink(mine, origin.toRealPath());
        }
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
