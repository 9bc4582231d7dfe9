package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A headless browser that looks at one page and ends. */
public final class Chromium {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int SECONDS = 90;

    private final Path program;
    private final Path temporary;
    private final List<String> screen;

    private Chromium(Path program, Path temporary, List<String> screen) {
        this.program = program;
        this.temporary = temporary;
        this.screen = screen;
    }

    /** The same browser on another screen; one that is set to dark says so to the page. */
    public Chromium on(int width, int height, boolean dark) {
        return new Chromium(
                program,
                temporary,
                List.of(
                        "--window-size=" + width + "," + height,
                        "--blink-settings=preferredColorScheme=" + (dark ? "0" : "1")));
    }

    /** The one of this machine; without one the test fails where CI=true, and says loudly elsewhere that it did not run. */
    public static Chromium find(Path temporary) {
        Optional<Path> program = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            String missing =
                    "*** MISSING: Chromium *** nobody looked at the report in a browser: bin/provision installs it";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
        }
        return new Chromium(program.orElseThrow(), temporary, List.of("--window-size=1400,1000"));
    }

    /** The page as it is once its scripts have run. */
    public String dom(String url) throws IOException, InterruptedException {
        Path dom = Files.createTempFile(temporary, "dom", ".html");
        run(dom, url, "--dump-dom");
        return Files.readString(dom);
    }

    /** A picture of the page's first screen. */
    public void screenshot(String url, Path png) throws IOException, InterruptedException {
        Files.createDirectories(png.toAbsolutePath().getParent());
        run(temporary.resolve("ignored"), url, "--screenshot=" + png.toAbsolutePath());
    }

    private void run(Path output, String url, String what) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(temporary, "chromium", ".log");
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox", "--disable-gpu"));
        command.addAll(List.of("--disable-quic", "--no-first-run", "--disable-background-networking"));
        command.addAll(List.of("--disable-component-update", "--disable-sync", "--hide-scrollbars"));
        command.addAll(List.of("--user-data-dir=" + Files.createTempDirectory(temporary, "profile"), "--lang=en"));
        command.addAll(screen);
        command.addAll(List.of("--virtual-time-budget=10000", what, url));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("Chromium ends within %s s", SECONDS)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    }
}
