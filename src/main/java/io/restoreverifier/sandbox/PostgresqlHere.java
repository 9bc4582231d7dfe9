package io.restoreverifier.sandbox;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unpacked;
import io.restoreverifier.archive.Unpacker;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL on this machine: installed, else the server that the build has fetched, unpacked once for each run. */
final class PostgresqlHere implements LocalSoftware {
    private static final String UNPACKED_INSIDE = "/software";
    private static final List<String> SYSTEM = List.of("/usr", "/bin", "/opt", "/nix");

    private final Path binaries;
    private final RunFolder folder;
    private final List<PostgresqlInstallation> installed;
    private final Map<Integer, PostgresqlInstallation> unpacked = new HashMap<>();

    /**
     * @param binaries a folder for each major with an archive {@code *.txz}; need not exist
     * @param installed what is there without them
     */
    PostgresqlHere(Path binaries, RunFolder folder, List<PostgresqlInstallation> installed) {
        this.binaries = binaries;
        this.folder = folder;
        this.installed = List.copyOf(installed);
    }

    @Override
    public synchronized Found find(Equipment.Software wanted) {
        Optional<PostgresqlInstallation> here = installed.stream()
                .filter(i -> i.serverMajor().orElse(0) == wanted.major())
                .findFirst();
        PostgresqlInstallation server = here.or(() -> fetched(wanted.major())).orElseThrow(() -> none(wanted.major()));
        Optional<PostgresqlInstallation> tools = tools(server, wanted);
        Map<String, Path> programs = new HashMap<>();
        for (String name : List.of("postgres", "initdb")) {
            programs.put(name, server.bin().resolve(name));
        }
        tools.ifPresent(t -> List.of("pg_restore", "psql")
                .forEach(name -> programs.put(name, t.bin().resolve(name))));
        Map<Path, String> visible = new HashMap<>();
        visible.putAll(visible(server));
        tools.ifPresent(t -> visible.putAll(visible(t)));
        return new Found(describe(server, tools), programs, visible);
    }

    private String describe(PostgresqlInstallation server, Optional<PostgresqlInstallation> tools) {
        boolean fromBuild = unpacked.containsValue(server);
        String from = fromBuild ? "that the build has fetched" : "in " + server.bin();
        String restoring = tools.map(t -> t.equals(server) ? "" : "; pg_restore " + t.tools() + " in " + t.bin())
                .orElse("; there is no pg_restore of its major or later");
        return "PostgreSQL " + server.server() + " " + from + restoring;
    }

    /** The server's own, else the oldest that reads what pg_dump wrote. */
    private Optional<PostgresqlInstallation> tools(PostgresqlInstallation server, Equipment.Software wanted) {
        if (server.toolsMajor().orElse(0) >= wanted.tools()) {
            return Optional.of(server);
        }
        return installed.stream()
                .filter(i -> i.toolsMajor().orElse(0) >= wanted.tools())
                .min(Comparator.comparingInt(i -> i.toolsMajor().orElse(0)));
    }

    private Map<Path, String> visible(PostgresqlInstallation installation) {
        Path prefix = installation.bin().getParent();
        if (prefix == null || SYSTEM.stream().anyMatch(installation.bin()::startsWith)) {
            return Map.of();
        }
        return Map.of(prefix, unpacked.containsValue(installation) ? UNPACKED_INSIDE : prefix.toString());
    }

    private Optional<PostgresqlInstallation> fetched(int major) {
        if (!unpacked.containsKey(major)) {
            archive(major).ifPresent(archive -> unpacked.put(major, unpack(major, archive)));
        }
        return Optional.ofNullable(unpacked.get(major));
    }

    private PostgresqlInstallation unpack(int major, Path archive) {
        Path target = folder.folder("p" + major);
        try {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path tar = uncompressed(archive, folder.path().resolve(target.getFileName() + ".tar"));
            Unpacked result = new Unpacker(Limits.DEFAULT, done -> {}).unpack(tar, Format.TAR, target, 0);
            Files.delete(tar);
            Optional<PostgresqlInstallation> found = PostgresqlInstallation.in(target.resolve("bin"));
            if (result.complete() && found.isPresent()) {
                return found.get();
            }
        } catch (IOException e) {
            throw unusable(archive, String.valueOf(e.getMessage()), e);
        }
        throw unusable(archive, "its programs do not run on this machine", null);
    }

    private static Path uncompressed(Path archive, Path tar) throws IOException {
        try (InputStream in = new XZInputStream(Files.newInputStream(archive));
                OutputStream out = Files.newOutputStream(tar)) {
            in.transferTo(out);
        }
        return tar;
    }

    private Optional<Path> archive(int major) {
        Path of = binaries.resolve(Integer.toString(major));
        if (!Files.isDirectory(of)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(of, "*.txz")) {
            for (Path archive : archives) {
                return Optional.of(archive);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(of, String.valueOf(e.getMessage()), e);
        }
    }

    private CannotTell none(int major) {
        TreeSet<Integer> there = new TreeSet<>();
        installed.forEach(i -> i.serverMajor().ifPresent(there::add));
        for (int candidate = 10; candidate < 40; candidate++) {
            if (archive(candidate).isPresent()) {
                there.add(candidate);
            }
        }
        Integer newer = there.ceiling(major);
        String instead =
                newer == null ? "" : ", or restore into a newer one: `restore: {postgresql: {version: " + newer + "}}`";
        return new CannotTell(
                FindingCode.SANDBOX_UNAVAILABLE,
                "there is no PostgreSQL " + major + " for the local sandbox; there is "
                        + (there.isEmpty()
                                ? "none at all"
                                : there.stream().map(String::valueOf).collect(Collectors.joining(", "))),
                "install PostgreSQL " + major + " on this machine, use a Docker engine" + instead);
    }

    private static CannotTell unusable(Path archive, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        CannotTell unusable = new CannotTell(
                FindingCode.SANDBOX_UNAVAILABLE,
                "PostgreSQL as the build has fetched it cannot be used: " + why,
                "install PostgreSQL on this machine, or remove " + archive + " and run again");
        if (cause != null) {
            unusable.initCause(cause);
        }
        return unusable;
    }
}
