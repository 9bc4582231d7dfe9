package io.restoreverifier.disposal;

import io.restoreverifier.model.Verdict;
import io.restoreverifier.report.ReportException;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run over a catalog, as a program of its own. Its console can stand still when a stage begins, as a terminal does
 * after Ctrl-S, so that the run is found in just that stage.
 */
final class RunProgram {
    /** The stage at whose line the console stands still. */
    static final String STAGE = "standstill.stage";
    /** The file whose appearance lets it go on. */
    static final String UNTIL = "standstill.until";

    private RunProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.setOut(new Console(System.getProperty(STAGE, "none"), Path.of(System.getProperty(UNTIL, "never"))));
        boolean passed = true;
        try (RestoreRun run = RestoreRun.open(RunOptions.from(System.getProperties()))) {
            run.begin();
            for (String entry : run.entries()) {
                passed &= run.outcome(entry).verdict() == Verdict.PASSED;
            }
        } catch (ReportException e) {
            // Most are told of no Allure, which takes longer than all the rest.
            System.out.println(e.getMessage());
        }
        System.exit(passed ? 0 : 1);
    }

    private static final class Console extends PrintStream {
        private final String line;
        private final Path until;

        Console(String stage, Path until) {
            super(System.out, true, StandardCharsets.UTF_8);
            this.line = ".* " + stage + "( .*)?";
            this.until = until;
        }

        @Override
        public void println(String text) {
            super.println(text);
            if (text.startsWith("[") && text.matches(line)) {
                standStill();
            }
        }

        private void standStill() {
            try {
                while (!Files.exists(until)) {
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
