package io.restoreverifier.disposal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What runs share: a folder for temporary files, and one kind of sandboxes.
 *
 * @param home of everything that the tests write
 * @param sandbox as {@code restore.sandbox} names it
 */
record Machine(Path home, String sandbox, Traces traces) {

    static Machine with(Path home, String sandbox, Traces traces) throws IOException {
        Files.createDirectories(home.resolve("tmp"));
        return new Machine(home, sandbox, traces);
    }

    /** A run of {@link RunProgram} over the catalog in a folder. */
    List<String> javaCommand(Path run, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Djava.io.tmpdir=" + temporary(),
                "-D" + RunProgram.UNTIL + "=" + run.resolve("go-on")));
        command.addAll(properties(run));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                RunProgram.class.getName()));
        return command;
    }

    /** What a run is told of where things are. */
    List<String> properties(Path run) {
        return List.of(
                "-Drestore.catalog=" + run.resolve("catalog"),
                "-Drestore.report=" + run.resolve("report"),
                "-Drestore.history=" + run.resolve("history"),
                "-Drestore.sandbox=" + sandbox);
    }

    /** Short, as the paths of Unix sockets must be. */
    Path temporary() {
        return home.resolve("tmp");
    }

    /** Folders of runs. */
    List<Path> runFolders() {
        return temporaryFiles().stream()
                .filter(p -> p.getFileName().toString().startsWith("rv-"))
                .toList();
    }

    /** Everything among the temporary files but what Java machines keep there for as long as they live. */
    Set<Path> temporaryFiles() {
        try (Stream<Path> files = Files.list(temporary())) {
            return files.filter(p -> !p.getFileName().toString().startsWith("hsperfdata_"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Processes that have to do with these temporary files. */
    List<String> processes() {
        return ProcessHandle.allProcesses()
                .map(p -> p.pid() + " " + p.info().commandLine().orElse(""))
                .filter(line -> line.contains(temporary().toString()))
                .toList();
    }
}
