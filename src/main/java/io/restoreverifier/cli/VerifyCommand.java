package io.restoreverifier.cli;

import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies a catalog: what {@code mvn verify} does, without Maven. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Restores the newest artifact of every backup of a catalog, and checks what came back.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "Examples:",
            "  restore-verifier verify                               the catalog in restore-tests/",
            "  restore-verifier verify /etc/backups --only nightly   what is tagged `nightly` or called so",
            "  restore-verifier verify /etc/backups --shard 2/8      the second of eight machines",
            "  restore-verifier verify --artifact /mnt/shop.dump --roles shop_owner",
            "                                                        one file, without a catalog",
            "",
            "Exit status:",
            "   0  every backup that was chosen is PASSED",
            "   1  at least one is FAILED: something is wrong with the backup",
            "   2  none is FAILED, but of at least one it is not known, or the report could not be written",
            "  64  the command line cannot be understood; nothing was run",
            "  78  the catalog cannot be used; nothing was run, and every mistake in it was told",
            "",
            "The report: FOLDER/allure/index.html for humans, FOLDER/report.json for programs. An earlier one there is"
                    + " replaced.",
            "Java itself is told by JDK_JAVA_OPTIONS, such as -Xmx512m or -Djava.io.tmpdir=/big/disk, where copies of"
                    + " the artifacts go. Which Docker engine: DOCKER_HOST."
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "CATALOG",
            arity = "0..1",
            description = "Folder of YAML files, or one file. Default: restore-tests")
    private @Nullable Path catalog;

    @Option(
            names = "--artifact",
            paramLabel = "FILE",
            description = "Verify this one file without a catalog: its kind is told by its content, and the default"
                    + " checks are put.")
    private @Nullable String artifact;

    @Option(
            names = "--roles",
            paramLabel = "NAMES",
            description = "With --artifact: roles that exist before the restore, comma-separated.")
    private @Nullable String roles;

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

    @Option(
            names = "--write-references",
            description = "Write the references of the checks (`schema:`) from what comes back, in place of comparing.")
    private boolean writeReferences;

    @Option(names = "--sandbox", paramLabel = "KIND", description = "auto, docker or local. Default: auto")
    private @Nullable String sandbox;

    @Option(names = "--parallel", paramLabel = "N", description = "How many backups at once. Default: by cores")
    private @Nullable String parallel;

    @Override
    public Integer call() throws InterruptedException {
        Verdict verdict = Verdict.PASSED;
        try (RestoreRun run = RestoreRun.open(options())) {
            run.begin();
            tellOfTestsInJava();
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

    /** They need a compiler and JUnit, which the jar does not carry; unsaid, their absence would be silence. */
    private void tellOfTestsInJava() {
        Path folder = catalog == null ? Path.of("restore-tests") : catalog;
        if (artifact != null || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> tests = files.map(Path::toString)
                    .filter(name -> name.endsWith("RestoreTest.java"))
                    .sorted()
                    .toList();
            if (!tests.isEmpty()) {
                System.err.println("not run by the jar, but by `mvn verify`: " + String.join(", ", tests));
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("cannot look for restore tests in Java in " + folder + ": " + e.getMessage());
        }
    }

    private static String messageOf(RuntimeException thrown) {
        return CommandTrouble.of(thrown).text();
    }

    private RunOptions options() {
        return new RunProperties()
                .with("catalog", catalog)
                .with("artifact", artifact)
                .with("roles", roles)
                .with("only", only)
                .with("shard", shard)
                .with("report", report)
                .with("history", history)
                .with("now", now)
                .with("sandbox", sandbox)
                .with("parallel", parallel)
                .with("write-references", writeReferences ? "true" : null)
                .options();
    }
}
