package io.restoreverifier.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes Allure's HTML from its raw results, with Allure's own command line as child processes.
 *
 * <p>The single-file form shows the trend of earlier runs and keeps none itself, so an ordinary report is made beside
 * it, of which only the history stays.
 *
 * @param home where the build unpacks the command line: the folder with {@code lib} and {@code config}. The
 *     runnable jar carries its own
 * @param history kept from run to run; made when missing. Two runs with the same folder at the same time lose the trend
 *     of one of them, and nothing else
 * @param limit for making the report; when it is over, that is a failure
 */
public record AllureCommandLine(Path home, Path history, Duration limit) {

    /** @param history the folder of the run history; Allure's part of it is {@code allure} in there */
    public static AllureCommandLine in(Path home, Path history) {
        return new AllureCommandLine(home, history.resolve("allure"), Duration.ofMinutes(3));
    }

    /** The same with less time to make the report. */
    public AllureCommandLine within(Duration shorter) {
        return new AllureCommandLine(home, history, shorter);
    }

    /**
     * Replaces the HTML of the folder by one of its raw results, and adds them to the history.
     *
     * @param title of the report
     * @throws ReportException when it cannot be made; then there is no HTML in the folder
     */
    void generate(ReportFolder folder, String title) {
        try (TemporaryFolder work = TemporaryFolder.beside(folder.allureResults())) {
            Files.deleteIfExists(folder.allureHtml());
            Files.createDirectories(history);
            Path config = Files.writeString(work.path().resolve("allure.yml"), "plugins:\n  - behaviors-plugin\n");
            Path single = work.path().resolve("single");
            Path ordinary = work.path().resolve("ordinary");
            List<String> generate = List.of(
                    "generate",
                    folder.allureResults().toString(),
                    history.toString(),
                    "--config",
                    config.toString(),
                    "--report-name",
                    title);
            AllureCommandLine found = new AllureCommandLine(AllureHome.find(home, work.path()), history, limit);
            try (AllureProcess first = found.start(work, single, generate, "--single-file");
                    AllureProcess second = found.start(work, ordinary, generate)) {
                long deadline = System.nanoTime() + limit.toNanos();
                first.await(deadline);
                second.await(deadline);
            }
            Replacement.copy(single.resolve("index.html"), folder.allureHtml());
            keepHistory(ordinary.resolve("history"));
        } catch (IOException e) {
            throw new ReportException("the Allure report cannot be made: " + e, e);
        }
    }

    private AllureProcess start(TemporaryFolder work, Path output, List<String> generate, String... more)
            throws IOException {
        List<String> arguments = Stream.of(generate, List.of("--output", output.toString()), List.of(more))
                .flatMap(List::stream)
                .toList();
        return AllureProcess.start(home, arguments, work.path().resolve(output.getFileName() + ".log"));
    }

    private void keepHistory(Path fresh) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(fresh)) {
            files = listed.toList();
        }
        for (Path file : files) {
            Replacement.copy(file, history.resolve("history").resolve(file.getFileName()));
        }
    }
}
