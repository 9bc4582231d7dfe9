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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** The archives that a backup lies in when it is compressed. */
    BarmanTarballs tarballs(String id) {
        return new BarmanTarballs(base(id).resolve("data"), id);
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
        Set<String> numbers = new TreeSet<>(new BarmanTarballs(backup.resolve("data"), "").tablespaces());
        for (Path part : list(backup)) {
            if (String.valueOf(part.getFileName()).matches("\\d{1,10}") && Files.isDirectory(part)) {
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
            throw new CannotTell(
                    FindingCode.NOT_SUPPORTED,
                    "backup " + id + " has no folder `data`, neither plain nor compressed",
                    "restore it by hand into a folder, and verify that: `directory:`");
        }
        Set<String> held = tablespaces(id);
        Path root = data.toRealPath();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws BrokenArtifact {
                if (!attributes.isRegularFile()) {
                    judge(id, root.relativize(file).toString(), held);
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
        Map<String, String> said = new HashMap<>();
        for (String line : Files.readAllLines(base(id).resolve("backup.info"))) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                said.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        String status = said.getOrDefault("status", "not known");
        String error = said.getOrDefault("error", "None");
        if (status.equals("DONE")) {
            return Optional.empty();
        }
        return Optional.of(ToolWords.plain(error.equals("None") ? "its status is " + status : error));
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
        String written = Files.readString(info).replaceAll("(?m)^tablespaces=.*$\\R?", "");
        Files.writeString(info, written + "tablespaces=" + tablespaces + "\n");
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
