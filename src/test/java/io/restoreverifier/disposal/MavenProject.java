package io.restoreverifier.disposal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A clone of this project, as little of it as the main job needs, so that a build of its own does not get in the way of
 * the one that runs this test.
 *
 * @param folder of its {@code pom.xml}
 */
record MavenProject(Path folder) {
    private static final Path CATALOG_TEST = Path.of("src/test/java/io/restoreverifier/CatalogRestoreTest.java");

    static MavenProject copyTo(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("clone"));
        Files.createDirectories(folder.resolve(".mvn"));
        copy(Path.of("pom.xml"), folder);
        copy(Path.of("target/classes"), folder);
        copy(CATALOG_TEST, folder);
        return new MavenProject(folder);
    }

    private static void copy(Path what, Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(what)) {
            for (Path each : all.toList()) {
                Files.createDirectories(folder.resolve(each).getParent());
                Files.copy(each, folder.resolve(each));
            }
        }
    }

    /** The main job; what this build has compiled already is not compiled again. */
    List<String> verify(Machine machine, Path run) {
        List<String> command = new ArrayList<>(
                List.of("mvn", "-B", "-o", "-f", folder.resolve("pom.xml").toString()));
        String repository = System.getProperty("localRepository", "");
        if (!repository.isEmpty()) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        command.addAll(List.of("verify", "-DskipUnitTests", "-Dmaven.main.skip=true"));
        command.add("-DargLine=-Djava.io.tmpdir=" + machine.temporary());
        command.addAll(machine.properties(run));
        return command;
    }
}
