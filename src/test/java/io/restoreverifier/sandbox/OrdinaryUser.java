package io.restoreverifier.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A user without rights, made for tests that run as root, with a copy of what the tests need where he can read it.
 *
 * @param home his copy of the project
 */
public record OrdinaryUser(Path home) implements AutoCloseable {
    private static final String NAME = "rv-selftest";

    /** Only root can be somebody else; where this is not root, the test fails under CI=true and says loudly that it did not run. */
    public static OrdinaryUser make() throws IOException, InterruptedException {
        if (!System.getProperty("user.name").equals("root")) {
            String cannot = "*** NOT TRIED as root and as an ordinary user at once: run bin/test as root ***";
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(cannot);
            }
            System.err.println(cannot);
            Assumptions.abort(cannot);
        }
        run(List.of("sh", "-c", "id " + NAME + " >/dev/null 2>&1 || useradd --system --shell /bin/sh " + NAME));
        Path home = Files.createTempDirectory(Path.of("/tmp"), "rv-user-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path target = Files.createDirectory(home.resolve("target"));
        Path jars = Files.createDirectory(home.resolve("jars"));
        for (String entry : classPath()) {
            Path to = Files.isDirectory(Path.of(entry)) ? target : jars;
            run(List.of("cp", Files.isDirectory(Path.of(entry)) ? "-r" : "-u", entry, to.toString()));
        }
        for (String part : List.of("fixtures", "restore-tests", "target/postgresql", "target/allure")) {
            if (Files.exists(Path.of(part))) {
                run(List.of("cp", "-r", part, home.resolve(part).toString()));
            }
        }
        run(List.of("chmod", "-R", "go=rX", home.toString()));
        for (String own : List.of("tmp", "out")) {
            Path folder = Files.createDirectory(home.resolve(own));
            run(List.of("chown", NAME, folder.toString()));
        }
        return new OrdinaryUser(home);
    }

    /** Where this user may write. */
    public Path out() {
        return home.resolve("out");
    }

    /** A Java process of this user in his copy of the project; its output goes to {@code out/output.txt}. */
    public Process java(List<String> options, Class<?> main, String... arguments) throws IOException {
        return java(List.of("runuser", "-u", NAME, "--"), options, main, arguments);
    }

    /** The same by whatever becomes somebody else; nothing stays root. */
    public Process java(List<String> becoming, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(becoming);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + home.resolve("tmp"));
        command.add("-Duser.home=" + home);
        command.addAll(options);
        command.addAll(List.of("-cp", copiedClassPath(), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.txt").toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C.UTF-8"));
        return builder.start();
    }

    public String output() throws IOException {
        return Files.readString(home.resolve("output.txt"));
    }

    /** Sandboxes' folders and processes' leftovers in his folder for temporary files. */
    public List<Path> left() throws IOException {
        try (Stream<Path> listed = Files.list(home.resolve("tmp"))) {
            return listed.filter(p -> p.getFileName().toString().startsWith("rv-"))
                    .toList();
        }
    }

    private String copiedClassPath() throws IOException {
        return String.join(
                File.pathSeparator,
                home.resolve("target/test-classes").toString(),
                home.resolve("target/classes").toString(),
                home.resolve("jars") + "/*");
    }

    private static List<String> classPath() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .filter(entry -> Files.exists(Path.of(entry)))
                .toList();
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " did not succeed");
        }
    }

    @Override
    public void close() throws IOException {
        RunFolder.delete(home);
    }
}
