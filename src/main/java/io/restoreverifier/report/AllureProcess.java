package io.restoreverifier.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One call of Allure's command line in a Java machine of its own. Closing ends it when it still runs. */
final class AllureProcess implements AutoCloseable {
    private static final int SHOWN_OUTPUT = 4_000;

    /** All the child needs of the environment; the rest may hold the secrets of the catalog. */
    private static final Set<String> PASSED_ON =
            Set.of("LANG", "LC_ALL", "LC_CTYPE", "SystemRoot", "TEMP", "TMP", "TMPDIR");

    private final Process process;
    private final Path log;

    private AllureProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static AllureProcess start(Path home, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-cp",
                home.resolve("lib") + File.separator + "*" + File.pathSeparator + home.resolve("lib/config"),
                "io.qameta.allure.CommandLine"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().retainAll(PASSED_ON);
        builder.environment().put("APP_HOME", home.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        return new AllureProcess(process, log);
    }

    /** @param deadline as {@link System#nanoTime()} counts */
    void await(long deadline) throws IOException {
        try {
            if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw failure("took too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReportException("the Allure report cannot be made: interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw failure("ended with exit status " + process.exitValue());
        }
    }

    @Override
    public void close() {
        // Until it is gone it may still write into the folder that is removed next.
        process.destroyForcibly().onExit().join();
    }

    private ReportException failure(String what) throws IOException {
        String output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        String tail = output.substring(Math.max(0, output.length() - SHOWN_OUTPUT));
        return new ReportException("the Allure report cannot be made: Allure's command line " + what + "\n" + tail);
    }
}
