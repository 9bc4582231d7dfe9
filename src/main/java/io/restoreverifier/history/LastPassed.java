package io.restoreverifier.history;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When each backup last passed, in {@code last-passed.json} of the history's folder. Several runs may read and write it
 * at once. A file that cannot be read is kept under another name, and stands for no proof at all.
 */
public final class LastPassed {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;
    private final Path file;

    /** What the file holds. */
    record Content(int schemaVersion, Map<String, Line> backups) {
        Content {
            backups = Collections.unmodifiableMap(new TreeMap<>(backups));
        }
    }

    /** A proof as it is written. */
    record Line(String passed, String declaration, String artifact) {}

    /** @param folder of the history; made when something is to be kept */
    public LastPassed(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("last-passed.json");
    }

    /** By the names of the backups; empty when nothing is known. */
    public Map<String, Proof> read() {
        try {
            return content();
        } catch (IOException e) {
            return Map.of();
        }
    }

    /**
     * Takes in what a run has found.
     *
     * @param found a proof for each backup that passed; empty for each that did not, whose earlier proof is void then
     * @throws UncheckedIOException when it cannot be kept
     */
    public void keep(Map<String, Optional<Proof>> found) {
        if (found.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            // A file lock keeps out other processes only.
            synchronized (LastPassed.class) {
                try (FileChannel channel = FileChannel.open(
                                folder.resolve("last-passed.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    write(merged(found));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what passed cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    private Map<String, Proof> merged(Map<String, Optional<Proof>> found) throws IOException {
        Map<String, Proof> all;
        try {
            all = new TreeMap<>(content());
        } catch (UnreadableException e) {
            Path kept = folder.resolve("last-passed.unreadable.json");
            System.err.println("cannot read " + file + ", which is kept as " + kept + ": every backup is due again");
            Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
            all = new TreeMap<>();
        }
        for (Map.Entry<String, Optional<Proof>> one : found.entrySet()) {
            all.remove(one.getKey());
            if (one.getValue().isPresent()) {
                all.put(one.getKey(), one.getValue().get());
            }
        }
        return all;
    }

    private Map<String, Proof> content() throws IOException {
        try {
            Map<String, Proof> proofs = new TreeMap<>();
            JSON.readValue(Files.readAllBytes(file), Content.class)
                    .backups()
                    .forEach((name, line) -> proofs.put(
                            name, new Proof(Instant.parse(line.passed()), line.declaration(), line.artifact())));
            return proofs;
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (JacksonException | DateTimeException | NullPointerException e) {
            throw new UnreadableException(e);
        }
    }

    private static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableException(Exception cause) {
            super(cause);
        }
    }

    /** Readers see the old file or the new one, never half of it. */
    private void write(Map<String, Proof> backups) throws IOException {
        Path fresh = folder.resolve(".last-passed.json.new");
        Map<String, Line> lines = new TreeMap<>();
        backups.forEach((name, proof) ->
                lines.put(name, new Line(proof.at().toString(), proof.declaration(), proof.artifact())));
        Files.write(fresh, JSON.writeValueAsBytes(new Content(1, lines)));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
