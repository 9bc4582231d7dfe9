package io.restoreverifier.corpus;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The main job as JUnit sees it, in a process of its own: what each test came to, and everything that was printed,
 * exceptions with all their causes among it.
 *
 * @param results by display name: passed, failure (an assertion), error (any other exception) or skipped
 */
record Face(Map<String, String> results, String output) {
    private static final String RESULT = "RESULT ";

    /** Runs the catalog of a folder; its report goes beside it. */
    static Face of(Path home, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.add("-Drestore.catalog=" + home.resolve("catalog"));
        command.add("-Drestore.report=" + home.resolve("report"));
        command.add("-Drestore.history=" + home.resolve("history"));
        command.add("-Drestore.parallel=2");
        command.add("-Drestore.allure=" + CorpusRun.allure());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Face.class.getName()));
        Path output = home.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(8, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("it did not end: " + Files.readString(output));
        }
        return parse(Files.readString(output));
    }

    private static Face parse(String output) {
        Map<String, String> results = new LinkedHashMap<>();
        output.lines().filter(line -> line.startsWith(RESULT)).forEach(line -> {
            int blank = line.lastIndexOf(' ');
            results.put(line.substring(RESULT.length(), blank), line.substring(blank + 1));
        });
        return new Face(results, output);
    }

    public static void main(String[] arguments) {
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass("io.restoreverifier.CatalogRestoreTest"))
                                    .build(),
                            new Printing());
        }
    }

    /** Prints what failsafe would, and more. */
    private static final class Printing implements TestExecutionListener {
        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            System.out.println(RESULT + test.getDisplayName() + " skipped");
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(thrown -> thrown.printStackTrace(System.out));
            if (test.isTest() || result.getThrowable().isPresent()) {
                System.out.println(RESULT + test.getDisplayName() + " " + word(result));
            }
        }

        private static String word(TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                return "passed";
            }
            if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
                return "skipped";
            }
            return result.getThrowable().orElse(null) instanceof AssertionError ? "failure" : "error";
        }
    }
}
