package io.restoreverifier.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One call of the runnable jar, as its users make it: status and all that it printed. */
record JarProcess(int status, String output) {
    static final Path JAR = Path.of("target/restore-verifier.jar").toAbsolutePath();

    /** @param folder in which it runs */
    static JarProcess run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        if (!Files.isRegularFile(JAR)) {
            throw new IllegalStateException(JAR + " is missing: build it with -Pjar, as bin/test does");
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return of(folder, environment, command);
    }

    static JarProcess of(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("restore-verifier-jar-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // What the build around this test has found out must not help, but for what belongs to a machine that is
            // itself a container: there Testcontainers would try for minutes to pull an image that tells it the host.
            builder.environment()
                    .keySet()
                    .removeIf(
                            name -> name.startsWith("TESTCONTAINERS_") && !name.equals("TESTCONTAINERS_HOST_OVERRIDE"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("it did not end: " + Files.readString(output));
            }
            return new JarProcess(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
