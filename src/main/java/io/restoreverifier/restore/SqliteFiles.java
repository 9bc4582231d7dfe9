package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.archive.Unpacked;
import io.restoreverifier.archive.Unpacker;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.dump.SqliteHeader;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a database file and what lies beside it into one folder. */
final class SqliteFiles {
    /** Of the write-ahead log, of its index, and of the journal of a transaction that was under way. */
    static final List<String> SUFFIXES = List.of("-wal", "-shm", "-journal");

    private static final int DEEPEST = 16;
    private static final int LISTED = 10;

    private final RestoreRequest request;
    private final Path folder;
    private final Optional<String> path;

    /**
     * @param folder of the run's own, empty
     * @param path of the database in an archive; empty when it holds one
     */
    SqliteFiles(RestoreRequest request, Path folder, Optional<String> path) {
        this.request = request;
        this.folder = folder;
        this.path = path;
    }

    Restoration run() throws IOException {
        return request.inspection().format() == Format.SQLITE ? fromFile() : fromArchive();
    }

    private Restoration fromFile() throws IOException {
        Path file = folder.resolve("database");
        boolean journal = companion("-journal").isPresent();
        Path own = request.artifact().file();
        if (Wrapping.of(Unwrapped.head(own)) != Wrapping.NONE) {
            try (InputStream content = Unwrapped.open(own, Limits.READ_THROUGH, request.progress())) {
                Files.copy(content, file);
            }
        } else if (journal || !linked(file, own)) {
            // A transaction is rolled back in there: what was hashed stays what it is.
            Files.copy(own, file);
        }
        for (String suffix : SUFFIXES) {
            Optional<FetchedArtifact> companion = companion(suffix);
            if (companion.isPresent()) {
                Files.copy(companion.get().file(), folder.resolve("database" + suffix));
            }
        }
        return new SqliteOpening(request, file).run();
    }

    /** Nothing lies on the disk twice where it need not. */
    private static boolean linked(Path file, Path own) {
        try {
            Files.createLink(file, own);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private Optional<FetchedArtifact> companion(String suffix) {
        return request.companions().stream()
                .filter(c -> c.artifact().name().endsWith(suffix))
                .findFirst();
    }

    private Restoration fromArchive() throws IOException {
        Unpacked unpacked = new Unpacker(Limits.DEFAULT, request.progress())
                .unpack(request.artifact().file(), request.inspection().format(), folder, 0);
        if (!unpacked.complete()) {
            return new Restoration(Optional.empty(), unpacked.findings(), List.of());
        }
        List<Path> all = databases();
        Optional<Path> one = all.stream()
                .filter(file -> path.isEmpty() || path.get().equals(name(file)))
                .findFirst();
        if (one.isEmpty()) {
            return new Restoration(Optional.empty(), List.of(noDatabase()), List.of());
        }
        if (path.isEmpty() && all.size() > 1) {
            throw several(all);
        }
        return new SqliteOpening(request, one.get()).run();
    }

    private List<Path> databases() throws IOException {
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            List<Path> found = files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
            return found.stream().filter(SqliteFiles::isDatabase).toList();
        }
    }

    private static boolean isDatabase(Path file) {
        byte[] magic = SqliteHeader.MAGIC.getBytes(StandardCharsets.ISO_8859_1);
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(magic.length), magic);
        } catch (IOException e) {
            return false;
        }
    }

    private String name(Path file) {
        return folder.relativize(file).toString();
    }

    private Finding noDatabase() {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                "",
                "the archive holds no database of SQLite"
                        + path.map(p -> " at `" + SafeName.shown(p) + "`").orElse(""),
                "does the backup job pack the right folder?");
    }

    private CannotTell several(List<Path> all) {
        return new CannotTell(
                FindingCode.NOT_SUPPORTED,
                "the archive holds " + all.size() + " databases: "
                        + all.stream()
                                .limit(LISTED)
                                .map(f -> SafeName.shown(name(f)))
                                .collect(Collectors.joining(", "))
                        + (all.size() > LISTED ? " ..." : ""),
                "write an entry for each, with `sqlite: {path: NAME}`");
    }
}
