package io.restoreverifier.draft;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that entries are written into. Nothing that is there is ever changed.
 *
 * @param path made when missing
 * @param relative whether entries name their folders relative to this one
 */
public record CatalogFolder(Path path, boolean relative) {
    private static final Pattern PINNED = Pattern.compile("(?m)^now:.*$");

    /**
     * Writes the entry of a draft into a file of its own.
     *
     * @return the file; empty when one of that name or an entry of that name is there already
     * @throws IOException when it cannot be written
     */
    public Optional<Path> write(Draft draft) throws IOException {
        Path folder = Files.createDirectories(path);
        Path file = folder.resolve(draft.name() + ".yml");
        if (declares(draft.name())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.writeString(
                    file,
                    EntryText.of(draft, directory(draft)),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE));
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        }
    }

    /** The line of {@code catalog.yml} that pins every run to one moment; empty when none does. */
    public Optional<String> pin() throws IOException {
        Path common = path.resolve("catalog.yml");
        if (!Files.isRegularFile(common)) {
            return Optional.empty();
        }
        return PINNED.matcher(Files.readString(common))
                .results()
                .map(r -> r.group().strip())
                .findFirst();
    }

    private Path directory(Draft draft) {
        return relative ? path.toAbsolutePath().normalize().relativize(draft.directory()) : draft.directory();
    }

    private boolean declares(String name) throws IOException {
        Pattern entry =
                Pattern.compile("(?m)^(backup|application):\\s*[\"']?" + Pattern.quote(name) + "[\"']?\\s*(#.*)?$");
        List<Path> files;
        try (Stream<Path> all = Files.walk(path)) {
            files = all.filter(f -> f.toString().matches(".*\\.ya?ml"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
        for (Path file : files) {
            if (entry.matcher(Files.readString(file)).find()) {
                return true;
            }
        }
        return false;
    }
}
