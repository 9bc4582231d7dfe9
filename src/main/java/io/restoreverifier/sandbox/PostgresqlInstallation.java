package io.restoreverifier.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder of PostgreSQL's programs on this machine.
 *
 * @param bin with all links followed
 * @param server its version; empty when there is no server
 * @param tools version of pg_restore; empty when it or psql is missing
 */
record PostgresqlInstallation(Path bin, String server, String tools) {
    /** Where packages put it: Debian, Red Hat, Homebrew, its own sources, EDB, Postgres.app. */
    private static final Map<String, String> PLACES = Map.of(
            "/usr/lib/postgresql", "*/bin",
            "/usr", "pgsql-*/bin",
            "/opt/homebrew/opt", "postgresql@*/bin",
            "/usr/local/opt", "postgresql@*/bin",
            "/usr/local", "pgsql/bin",
            "/Library/PostgreSQL", "*/bin",
            "/Applications/Postgres.app/Contents/Versions", "*/bin");

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+\\S*)");
    private static final long PATIENCE_SECONDS = 10;

    /** All there are. */
    static List<PostgresqlInstallation> all() {
        Set<Path> folders = new LinkedHashSet<>();
        PLACES.forEach((parent, pattern) -> folders.addAll(matching(Path.of(parent), pattern)));
        Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .filter(p -> p.startsWith("/"))
                .map(Path::of)
                .forEach(folders::add);
        return folders.stream()
                .map(PostgresqlInstallation::in)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    OptionalInt serverMajor() {
        return major(server);
    }

    OptionalInt toolsMajor() {
        return major(tools);
    }

    static Optional<PostgresqlInstallation> in(Path folder) {
        Path postgres = program(folder, "postgres");
        Path restore = program(folder, "pg_restore");
        String server = postgres == null || program(folder, "initdb") == null ? "" : version(postgres);
        String tools = restore == null || program(folder, "psql") == null ? "" : version(restore);
        Path any = server.isEmpty() ? restore : postgres;
        return any == null || server.isEmpty() && tools.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(any.getParent()).map(bin -> new PostgresqlInstallation(bin, server, tools));
    }

    /** Where a program really is; null when there is none, or a wrapper that chooses a version by its own lights. */
    private static @Nullable Path program(Path folder, String name) {
        try {
            Path real = folder.resolve(name).toRealPath();
            return Files.isExecutable(real)
                            && String.valueOf(real.getFileName()).equals(name)
                    ? real
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static String version(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            Matcher version = VERSION.matcher(
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            return version.find() ? version.group(1) : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static OptionalInt major(String version) {
        Matcher digits = Pattern.compile("^\\d+").matcher(version);
        return digits.find() ? OptionalInt.of(Integer.parseInt(digits.group())) : OptionalInt.empty();
    }

    private static Set<Path> matching(Path parent, String pattern) {
        Set<Path> found = new LinkedHashSet<>();
        if (!Files.isDirectory(parent)) {
            return found;
        }
        String first = pattern.substring(0, pattern.indexOf('/'));
        String rest = pattern.substring(pattern.indexOf('/') + 1);
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, first)) {
            children.forEach(child -> found.add(child.resolve(rest)));
        } catch (IOException e) {
            // A folder that may not be looked into holds nothing that could be run.
        }
        return found;
    }
}
