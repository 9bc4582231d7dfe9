package io.restoreverifier.bench;

import io.restoreverifier.model.Location;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.SshServerHere;
import io.restoreverifier.source.DirectorySource;
import io.restoreverifier.source.Located;
import io.restoreverifier.source.S3Source;
import io.restoreverifier.source.SftpSource;
import io.restoreverifier.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * How long it takes to find the newest of many files: in a folder, behind OpenSSH's own server and in a bucket, all on this
 * machine, beside what OpenSSH's own client takes for the same listing. A process of its own.
 */
public final class Listings {
    private static final int TIMES = 3;
    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");

    private final Path folder;
    private final int files;

    private Listings(Path folder, int files) {
        this.folder = folder;
        this.files = files;
    }

    /** @param arguments a folder for it, and how many files */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Listings listings = new Listings(Path.of(arguments[0]).toAbsolutePath(), Integer.parseInt(arguments[1]));
        listings.make();
        listings.inFolder();
        listings.bySftp();
        listings.byS3();
    }

    private void make() throws Exception {
        Path backups = Files.createDirectories(folder.resolve("backups"));
        for (int i = 0; i < files; i++) {
            Path file = backups.resolve(name(i));
            if (!Files.exists(file)) {
                Files.setLastModifiedTime(Files.writeString(file, "x"), FileTime.from(BEGIN.plusSeconds(60L * i)));
            }
        }
    }

    private static String name(int i) {
        return String.format("customers-%06d.dump", i);
    }

    private void inFolder() throws Exception {
        locate(
                "directory",
                DirectorySource::read,
                Map.of("directory", folder.resolve("backups").toString()));
    }

    private void bySftp() throws Exception {
        Path home = Files.createTempDirectory(folder, "ssh");
        try (SshServerHere server = SshServerHere.start(home)) {
            String there = SshServerHere.me() + "@127.0.0.1:"
                    + folder.resolve("backups").toAbsolutePath();
            for (String command : new String[] {"ls -1", "ls -1f", "ls -ln"}) {
                timed("sftp, " + command, () -> openSsh(server, home, command));
            }
            locate(
                    "sftp",
                    SftpSource::read,
                    Map.of(
                            "sftp",
                            "sftp://" + there.replace("127.0.0.1:", "127.0.0.1:" + server.port()),
                            "key-file",
                            server.userKey().toString(),
                            "known-hosts",
                            home.resolve("known_hosts").toString()));
        }
    }

    private int openSsh(SshServerHere server, Path home, String command) throws Exception {
        Path batch = Files.writeString(
                home.resolve("batch"), command + " " + folder.resolve("backups").toAbsolutePath() + "\n");
        Process process = new ProcessBuilder(
                        "sftp",
                        "-b",
                        batch.toString(),
                        "-P",
                        String.valueOf(server.port()),
                        "-i",
                        server.userKey().toString(),
                        "-o",
                        "UserKnownHostsFile=" + home.resolve("known_hosts"),
                        SshServerHere.me() + "@127.0.0.1")
                .redirectOutput(home.resolve("listed").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("sftp ended with status " + process.exitValue());
        }
        return files;
    }

    private void byS3() throws Exception {
        List<String> keys =
                IntStream.range(0, files).mapToObj(i -> "nightly/" + name(i)).toList();
        try (BucketHere server = BucketHere.of(keys)) {
            Map<String, String> place = new LinkedHashMap<>();
            place.put("s3", "backups/nightly");
            place.put("endpoint", "http://127.0.0.1:" + server.port());
            place.put("region", "us-east-1");
            place.put("path-style", "true");
            place.put("access-key", "access");
            place.put("secret-key", "secret-of-test");
            locate("s3", S3Source::read, place);
        }
    }

    private void locate(String what, BiFunction<Settings, ZoneOffset, Source> kind, Map<String, String> keys)
            throws Exception {
        Location location = new Location(folder.resolve("catalog.yml"), 1);
        Map<String, Node> section = new LinkedHashMap<>();
        keys.forEach((key, value) -> section.put(key, new Node.Scalar(location, value, false)));
        section.put("newest", new Node.Scalar(location, "customers-*.dump", true));
        Problems problems = new Problems();
        Source source = kind.apply(Settings.of(new Node.Mapping(location, section), problems), ZoneOffset.UTC);
        if (!problems.all().isEmpty()) {
            throw new IllegalStateException(problems.all().toString());
        }
        timed(what, () -> {
            Located located = source.locate(Instant.now());
            return located.artifacts().size();
        });
    }

    /** Says how many were found. */
    @FunctionalInterface
    private interface Work {
        int done() throws Exception;
    }

    private void timed(String what, Work work) throws Exception {
        double[] seconds = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long begun = System.nanoTime();
            int found = work.done();
            seconds[i] = (System.nanoTime() - begun) / 1e9;
            if (found != files) {
                throw new IllegalStateException(what + " found " + found + " files, expected " + files);
            }
        }
        double first = seconds[0];
        Arrays.sort(seconds);
        System.out.printf(
                "  %-16s %5.2f s (%.2f to %.2f; the first %.2f)%n",
                what, seconds[TIMES / 2], seconds[0], seconds[TIMES - 1], first);
    }
}
