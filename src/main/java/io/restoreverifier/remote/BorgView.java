package io.restoreverifier.remote;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A repository of borg to be read: a folder of ours with links to its segments, and copies of the small files that borg
 * writes even when it only reads (its nonce, its configuration, its index). So the origin stays as it is, whatever borg does
 * and whoever runs it. Beside it is room for what borg keeps of its own.
 */
final class BorgView implements AutoCloseable {
    private final TemporaryFolder folder;

    private BorgView(TemporaryFolder folder) {
        this.folder = folder;
    }

    /** @throws CannotTell SOURCE_UNREACHABLE when there is no such repository, or it cannot be read */
    static BorgView of(Path repository) {
        if (!Files.isRegularFile(repository.resolve("config")) || !Files.isDirectory(repository.resolve("data"))) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "there is no repository of borg at " + repository,
                    "correct `borg`; is the drive mounted?");
        }
        try {
            BorgView view = new BorgView(TemporaryFolder.create());
            try {
                view.fill(repository);
                return view;
            } catch (IOException e) {
                view.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    repository + " cannot be read: " + e.getMessage(),
                    "may this user read all of it?",
                    e);
        }
    }

    Path repository() {
        return folder.path().resolve("repository");
    }

    /** What borg takes for its home. */
    Path base() {
        return folder.path().resolve("base");
    }

    private void fill(Path origin) throws IOException {
        Files.createDirectory(base());
        Files.createDirectories(repository().resolve("data"));
        for (Path file : list(origin)) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, repository().resolve(file.getFileName()));
            }
        }
        for (Path group : list(origin.resolve("data"))) {
            Path mine = Files.createDirectory(repository().resolve("data").resolve(group.getFileName()));
            for (Path segment : list(group)) {
                Files.createSymbolicLink(mine.resolve(segment.getFileName()), segment);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Removes it, and follows no link. */
    @Override
    public void close() {
        folder.close();
    }
}
