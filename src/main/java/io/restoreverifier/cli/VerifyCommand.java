package io.restoreverifier.cli;

import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies a catalog: what {@code mvn verify} does, without Maven. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Restores the newest artifact of every backup of a catalog, and checks what came back.")
final class VerifyCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "CATALOG",
            arity = "0..1",
            description = "Folder of YAML files, or one file. Default: restore-tests")
    private @Nullable Path catalog;

    @Option(names = "--only", paramLabel = "NAMES", description = "Names or tags, comma-separated. Default: all")
    private @Nullable String only;

    @Option(names = "--shard", paramLabel = "N/M", description = "This machine's share of the catalog, such as 2/8.")
    private @Nullable String shard;

    @Option(names = "--report", paramLabel = "FOLDER", description = "Where the report goes. Default: restore-report")
    private @Nullable String report;

    @Option(
            names = "--history",
            paramLabel = "FOLDER",
            description = "What the report's trend needs. Default: .restore-verifier/history")
    private @Nullable String history;

    @Option(
            names = "--now",
            paramLabel = "INSTANT",
            description = "Verify as of this moment, such as 2026-11-21T06:00:00Z. Default: the real time, or the"
                    + " catalog's `now:`")
    private @Nullable String now;

    @Option(names = "--sandbox", paramLabel = "KIND", description = "auto, docker or local. Default: auto")
    private @Nullable String sandbox;

    @Option(names = "--parallel", paramLabel = "N", description = "How many backups at once. Default: by cores")
    private @Nullable String parallel;

    @Override
    public Integer call() throws InterruptedException {
        Verdict verdict = Verdict.PASSED;
        try (RestoreRun run = RestoreRun.open(RunOptions.from(properties()))) {
            run.begin();
            for (String entry : run.entries()) {
                verdict = verdict.and(run.outcome(entry).verdict());
            }
        } catch (CatalogException e) {
            throw e;
        } catch (RuntimeException e) {
            // The report could not be written, or something could not be disposed of. A bad backup stays one.
            throw new CommandException(ExitStatus.of(verdict.and(Verdict.COULD_NOT_VERIFY)), messageOf(e));
        }
        return ExitStatus.of(verdict).code();
    }

    private static String messageOf(RuntimeException thrown) {
        return CommandTrouble.of(thrown).text();
    }

    /** As {@code mvn verify} has them, so that they are read and judged in one place. */
    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.setProperty("restore.version", Version.text());
        properties.putIfAbsent("restore.report", "restore-report");
        set(properties, "catalog", catalog == null ? null : catalog.toString());
        set(properties, "only", only);
        set(properties, "shard", shard);
        set(properties, "report", report);
        set(properties, "history", history);
        set(properties, "now", now);
        set(properties, "sandbox", sandbox);
        set(properties, "parallel", parallel);
        return properties;
    }

    private static void set(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty("restore." + name, value);
        }
    }
}
