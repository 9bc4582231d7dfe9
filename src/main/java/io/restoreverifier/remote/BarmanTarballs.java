package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.Tool.Answer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A backup that Barman keeps compressed ({@code backup_compression}): the data directory and each tablespace are a tar archive, which
 * Barman has {@code tar} unpack. They are listed before, by the same program.
 *
 * @param data folder that they lie in
 * @param id of the backup
 * @param compression one of those that are {@link #known}
 */
record BarmanTarballs(Path data, String id, String compression) {
    private static final Map<String, String> EXTENSIONS = Map.of("gzip", "gz", "lz4", "lz4", "zstd", "zst");
    /** Of itself lz4 does not say why it fails at what follows its data. */
    private static final Map<String, String> PROGRAMS = Map.of("gzip", "gzip", "lz4", "lz4 -v", "zstd", "zstd");

    private static final Pattern ENTRY = Pattern.compile(
            "(.)\\S+ +\\S+ +(?:(\\d{1,19})|\\d+,\\d+) \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d (.{1,20000})", Pattern.DOTALL);
    private static final Pattern OUTSIDE = Pattern.compile("/.*|(?:.*/)?[.][.](?:/.*)?", Pattern.DOTALL);
    private static final String MAP = "tablespace_map";
    private static final String MANIFEST = "backup_manifest";

    /** Whether Barman keeps archives of it, and we read them. */
    static boolean known(String compression) {
        return EXTENSIONS.containsKey(compression);
    }

    /** The numbers of the tablespaces among them. */
    List<String> tablespaces() throws IOException {
        return names().stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .filter(name -> !name.equals("base"))
                .toList();
    }

    /**
     * Reads all of them.
     *
     * @param room must hold them, which Barman copies there first, and what they hold
     * @param silence at most so long without anything of an archive
     * @throws BrokenArtifact ARTIFACT_INCOMPLETE without that of the data directory, UNSAFE_ENTRY for a link, a device, or a name
     *     that lies elsewhere, and what {@code broken} makes of an archive that cannot be read to its end
     * @throws CannotTell OUT_OF_DISK, TIMED_OUT
     */
    void requireHarmless(Room room, Duration silence, Broken broken) throws IOException {
        List<String> names = names();
        if (!names.contains(named("base"))) {
            throw new BrokenArtifact(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    named("base") + " of backup " + id + " is missing, and it is compressed with " + compression,
                    "take it from another copy, or make another backup");
        }
        for (String name : names) {
            room.take(size(name));
        }
        if (Files.exists(data.resolve(MANIFEST), LinkOption.NOFOLLOW_LINKS)) {
            room.take(size(MANIFEST));
        }
        for (String name : names) {
            list(name, room, silence, broken);
        }
    }

    /** A pipe would be waited for without end, and a link followed by Barman wherever it leads. */
    private long size(String name) throws IOException {
        if (!Files.isRegularFile(data.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            throw unsafe(name, "which is no regular file: Barman would read whatever it leads to");
        }
        return Files.size(data.resolve(name));
    }

    private void list(String name, Room room, Duration silence, Broken broken) throws IOException {
        Tool.Running listing = tar().open(call(name, TarLines.OPTIONS));
        try (TarLines lines = new TarLines(new Watched(listing.output(), silence, listing::kill))) {
            boolean empty = true;
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                room.take(judge(line.get()));
                empty = false;
            }
            requireWell(name, listing.end(), empty, broken);
        } catch (SocketTimeoutException e) {
            throw new CannotTell(
                    FindingCode.TIMED_OUT,
                    "nothing came of " + name + " of backup " + id + " for " + silence.toSeconds() + " s",
                    "look at the disk that it lies on, or give it more time: `timeout:`",
                    e);
        } finally {
            listing.kill();
        }
    }

    private void requireWell(String name, Answer end, boolean empty, Broken broken) throws IOException {
        if (end.status() != 0) {
            String said = end.errors()
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("*** LZ4"))
                    .collect(Collectors.joining("; "));
            throw broken.explain(new Answer(end.status(), "", name + ": " + said));
        }
        if (empty) {
            throw new BrokenArtifact(
                    FindingCode.ARTIFACT_CORRUPT,
                    name + " of backup " + id + " holds nothing",
                    "look at the disk that it lies on; make another backup");
        }
    }

    /** What an archive is that tar could not read. */
    @FunctionalInterface
    interface Broken {
        IOException explain(Answer answer);
    }

    private long judge(String line) throws BrokenArtifact {
        Matcher entry = ENTRY.matcher(line);
        boolean plain =
                entry.matches() && (entry.group(1).equals("-") || entry.group(1).equals("d"));
        if (!plain || OUTSIDE.matcher(entry.group(3)).matches()) {
            String name = entry.matches() ? entry.group(3) : line;
            throw unsafe(name, "which is a link or a device, or lies outside: Barman would write through it");
        }
        String size = entry.group(2);
        return size.length() > 18 ? Long.MAX_VALUE : Long.parseLong(size);
    }

    private BrokenArtifact unsafe(String name, String what) {
        return new BrokenArtifact(
                FindingCode.UNSAFE_ENTRY,
                "backup " + id + " holds " + ToolWords.plain(name) + ", " + what,
                "let it be a file or a folder in the data directory, or verify a copy: `directory:`");
    }

    /**
     * The manifest speaks of it, and Barman leaves it out. Nothing is done where there is none.
     *
     * @param limit for reading up to where it lies, near the beginning
     */
    void bringMap(Path cluster, Duration limit, Broken broken) throws IOException {
        List<String> extract = List.of("--extract", "--occurrence=1", "--directory", cluster.toString(), MAP);
        Answer answer = tar().run(call(named("base"), extract), limit);
        if (answer.status() != 0 && !answer.errors().contains(MAP + ": Not found in archive")) {
            throw broken.explain(answer);
        }
    }

    private List<String> call(String name, List<String> arguments) {
        List<String> call = new ArrayList<>(List.of(
                "tar",
                "--quoting-style=escape",
                "--use-compress-program=" + PROGRAMS.get(compression),
                "--file",
                data.resolve(name).toString()));
        call.addAll(arguments);
        return call;
    }

    private static Tool tar() {
        return new Tool("tar", "tar", "", Map.of());
    }

    /** As Barman names them. */
    private String named(String part) {
        return part + ".tar." + EXTENSIONS.get(compression);
    }

    private List<String> names() throws IOException {
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        Pattern tarball = Pattern.compile(named("(base|[1-9]\\d{0,9})").replace(".tar.", "[.]tar[.]"));
        return BarmanView.list(data).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .filter(name -> tarball.matcher(name).matches())
                .sorted()
                .toList();
    }
}
