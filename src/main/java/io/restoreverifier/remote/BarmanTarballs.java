package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.Tool.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A backup that Barman keeps compressed ({@code backup_compression}): the data directory and each tablespace are a tar archive, which
 * Barman has {@code tar} unpack. They are listed before, by the same program.
 *
 * @param data folder that they lie in
 * @param id of the backup
 */
record BarmanTarballs(Path data, String id) {
    private static final Pattern TARBALL = Pattern.compile("(base|\\d{1,10})[.]tar(?:[.](gz|lz4|zst))?");
    private static final Map<String, String> PROGRAMS = Map.of("gz", "gzip", "lz4", "lz4", "zst", "zstd");
    private static final Pattern ENTRY =
            Pattern.compile("(.)\\S+ +\\S+ +(?:(\\d+)|\\d+,\\d+) \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d (.*)");
    private static final Pattern OUTSIDE = Pattern.compile("/.*|(?:.*/)?[.][.](?:/.*)?");
    private static final String MAP = "tablespace_map";
    private static final Duration LONGEST = Duration.ofHours(1);

    boolean areThere() throws IOException {
        return !names().isEmpty();
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
     * @return how many bytes they hold
     * @throws BrokenArtifact UNSAFE_ENTRY for a link, a device, or a name that lies elsewhere, and what {@code broken} makes of an
     *     archive that cannot be read to its end
     */
    long requireHarmless(Broken broken) throws IOException {
        long bytes = 0;
        for (String name : names()) {
            Tool.Running listing = tar().open(call(name, "--list", "--verbose", "--numeric-owner"));
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(listing.output(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    bytes += judge(line);
                }
                Answer end = listing.end();
                if (end.status() != 0) {
                    String said = end.errors().lines().filter(l -> !l.isBlank()).collect(Collectors.joining("; "));
                    throw broken.explain(new Answer(end.status(), "", name + ": " + said));
                }
            } finally {
                listing.kill();
            }
        }
        return bytes;
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
            throw new BrokenArtifact(
                    FindingCode.UNSAFE_ENTRY,
                    "backup " + id + " holds " + ToolWords.plain(name)
                            + ", which is a link or a device, or lies outside:" + " Barman would write through it",
                    "let it be a file or a folder in the data directory, or verify a copy: `directory:`");
        }
        return Long.parseLong(entry.group(2));
    }

    /** The manifest speaks of it, and Barman leaves it out. Nothing is done where there is none. */
    void bringMap(Path cluster) throws IOException {
        for (String name : names()) {
            if (name.startsWith("base") && !tablespaces().isEmpty()) {
                tar().run(call(name, "--extract", "--directory", cluster.toString(), MAP), LONGEST);
            }
        }
    }

    private List<String> call(String name, String... arguments) {
        List<String> call = new ArrayList<>(List.of("tar", "--quoting-style=escape"));
        Matcher parts = TARBALL.matcher(name);
        if (parts.matches() && parts.group(2) != null) {
            call.add("--use-compress-program=" + PROGRAMS.get(parts.group(2)));
        }
        call.addAll(List.of("--file", data.resolve(name).toString()));
        call.addAll(List.of(arguments));
        return call;
    }

    private static Tool tar() {
        return new Tool("tar", "tar", "", Map.of());
    }

    private List<String> names() throws IOException {
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        return BarmanView.list(data).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .filter(name -> TARBALL.matcher(name).matches())
                .sorted()
                .toList();
    }
}
