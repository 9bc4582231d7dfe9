package io.restoreverifier.restore;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.FullDisk;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the files of Redis into the data folder of a sandbox, through a pipe and without what they are compressed with: one
 * file under a name of ours, or those of an archive that a manifest of append-only files names.
 */
final class RedisFiles {
    static final String RDB = "dump.rdb";
    static final String AOF = "appendonly.aof";
    static final String FOLDER = "appendonlydir";
    static final String MANIFEST = AOF + ".manifest";

    private static final int LONGEST_MANIFEST = 1 << 20;
    private static final Pattern LISTED = Pattern.compile("(?m)^file (\\S+) seq \\d+ type ([bih])\\b.*$");

    private final Sandbox sandbox;
    private final RestoreRequest request;
    private final Set<String> listed = new LinkedHashSet<>();
    private final Set<String> brought = new LinkedHashSet<>();

    RedisFiles(Sandbox sandbox, RestoreRequest request) {
        this.sandbox = sandbox;
        this.request = request;
    }

    /** Brings the one file that the artifact is. */
    void one(String name) {
        try {
            bring(name, out -> {
                try (InputStream in =
                        Unwrapped.open(request.artifact().file(), Limits.READ_THROUGH, request.progress())) {
                    in.transferTo(out);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the artifact was read to its end before", e);
        }
    }

    /**
     * Brings what an archive holds: append-only files with their manifest; else an RDB file, else an append-only file.
     *
     * @return the name of the file or manifest that says what is to be loaded; empty when there is none
     */
    Optional<String> ofArchive() {
        Optional<String> folder = manifest();
        if (folder.isPresent()) {
            walk(entry -> {
                String name = entry.name().replaceFirst("^(?:\\./)+", "");
                return name.startsWith(folder.get())
                                && listed.contains(name.substring(folder.get().length()))
                        ? Optional.of(FOLDER + "/" + name.substring(folder.get().length()))
                        : Optional.empty();
            });
            return Optional.of(FOLDER + "/" + MANIFEST);
        }
        walk(entry -> {
            boolean first = brought.isEmpty();
            if (first && entry.name().endsWith(".rdb")) {
                return Optional.of(RDB);
            }
            return first && entry.name().endsWith(".aof") ? Optional.of(AOF) : Optional.empty();
        });
        return brought.stream().findFirst();
    }

    /** Names in the manifest of files that the archive does not hold. */
    List<String> missing() {
        List<String> missing = new ArrayList<>(listed);
        missing.removeIf(name -> brought.contains(FOLDER + "/" + name));
        return missing;
    }

    /** The folder of the manifest, with a slash at its end; what it lists is noted, and it is brought under a name of ours. */
    private Optional<String> manifest() {
        String[] folder = new String[1];
        read((entry, data) -> {
            if (folder[0] == null
                    && entry.kind() == Entry.Kind.FILE
                    && entry.name().endsWith(".manifest")) {
                byte[] text = data.readNBytes(LONGEST_MANIFEST);
                Matcher line = LISTED.matcher(new String(text, StandardCharsets.UTF_8));
                while (line.find()) {
                    if (!line.group(2).equals("h") && line.group(1).matches("[\\w.-]+")) {
                        listed.add(line.group(1));
                    }
                }
                if (!listed.isEmpty()) {
                    folder[0] = entry.name().replaceFirst("^(?:\\./)+", "").replaceFirst("[^/]*$", "");
                    bring(FOLDER + "/" + MANIFEST, out -> out.write(text));
                }
            }
            return true;
        });
        return Optional.ofNullable(folder[0]);
    }

    /** Says under which name an entry is brought; empty when it is not. */
    @FunctionalInterface
    private interface Place {
        Optional<String> of(Entry entry);
    }

    private void walk(Place place) {
        read((entry, data) -> {
            Optional<String> name = entry.kind() == Entry.Kind.FILE ? place.of(entry) : Optional.empty();
            if (name.isPresent()) {
                bring(name.get(), data::transferTo);
            }
            return true;
        });
    }

    private void read(io.restoreverifier.archive.EntryVisitor visitor) {
        Format format = request.inspection().format();
        try {
            new ArchiveReader(Limits.READ_THROUGH, request.progress())
                    .read(request.artifact().file(), format, visitor);
        } catch (InterruptedIOException e) {
            throw new CannotTell(FindingCode.INTERRUPTED, "unpacking was interrupted", "", e);
        }
    }

    /** Writes the content of one file. */
    @FunctionalInterface
    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    private void bring(String name, Content content) throws IOException {
        String file = sandbox.dataFolder() + "/" + name;
        try (SandboxPipe pipe = SandboxPipe.in(sandbox, "file")) {
            Command take = Command.of(
                    request.limit(),
                    "sh",
                    "-c",
                    "mkdir -p \"$(dirname \"$2\")\" && cat <\"$1\" >\"$2\"",
                    "sh",
                    pipe.inside(),
                    file);
            int status = pipe.run(() -> sandbox.run(take, (stream, text) -> {}), to -> {
                try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.WRITE)) {
                    content.to(out);
                }
            });
            if (status != 0) {
                throw sandbox.exhaustion()
                        .orElseGet(() -> new CannotTell(
                                FindingCode.TOOL_FAILED,
                                "a file could not be written in "
                                        + sandbox.info().equipment(),
                                FullDisk.HINT));
            }
        }
        brought.add(name);
    }
}
