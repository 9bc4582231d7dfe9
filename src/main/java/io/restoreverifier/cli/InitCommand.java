package io.restoreverifier.cli;

import static java.util.Objects.requireNonNull;

import io.restoreverifier.draft.CatalogFolder;
import io.restoreverifier.draft.Draft;
import io.restoreverifier.draft.Drafts;
import io.restoreverifier.draft.LeftOut;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Drafts a catalog from the artifacts that lie in a folder. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Looks at a folder of artifacts and writes an entry of the catalog for each backup.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "Files whose names differ in a time, a weekday or a number only are taken for generations of one backup. The"
                    + " newest of each is read to its end: format, versions, roles, tables and their rows become an"
                    + " entry, with checks that hold for it. Nothing that is there is changed, and nothing is written"
                    + " where the artifacts lie. What is in no entry is listed.",
            "",
            "Examples:",
            "  restore-verifier init /srv/backups",
            "  restore-verifier init /srv/backups --into /etc/restore-tests",
            "",
            "Exit status:",
            "   0  an entry was written for each backup that was found",
            "   1  none was found, or some file was there already and was kept as it is",
            "  64  the command line cannot be understood"
        })
final class InitCommand implements Callable<Integer> {
    private static final int MOST_LISTED = 200;

    @Parameters(paramLabel = "FOLDER", description = "Where artifacts lie, also in folders below. It is only read.")
    private @Nullable Path folder;

    @Option(
            names = "--into",
            paramLabel = "CATALOG",
            description = "Folder to write the entries into; made when missing. Default: restore-tests")
    private Path into = Path.of("restore-tests");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path origin = origin();
        Drafts drafts = Drafts.of(origin, err()::println);
        CatalogFolder catalog = new CatalogFolder(into, !requireNonNull(folder).isAbsolute());
        if (drafts.drafts().isEmpty()) {
            out().println("nothing in " + folder + " is a backup that this version restores");
        }
        int written = 0;
        for (Draft draft : drafts.drafts()) {
            written += write(draft, catalog);
        }
        tellLeftOut(drafts.leftOut());
        tellNext(written, catalog);
        boolean complete = written > 0 && written == drafts.drafts().size();
        return (complete ? ExitStatus.PASSED : ExitStatus.FAILED).code();
    }

    /** Nothing is ever written where the artifacts lie. */
    private Path origin() throws IOException {
        Path origin = requireNonNull(folder).toAbsolutePath().normalize();
        if (!Files.isDirectory(origin)) {
            throw new CommandException(
                    ExitStatus.USAGE, folder + " is no folder\n  hint: name the folder in which artifacts lie");
        }
        if (real(into).startsWith(real(origin))) {
            throw new CommandException(
                    ExitStatus.USAGE,
                    into + " lies in " + folder + ", which is only read\n  hint: name another folder with --into");
        }
        return origin;
    }

    /** With links followed, as far as there is something. */
    private static Path real(Path path) throws IOException {
        Path existing = path.toAbsolutePath().normalize();
        Path rest = Path.of("");
        while (!Files.exists(existing) && existing.getParent() != null) {
            rest = existing.getFileName().resolve(rest);
            existing = existing.getParent();
        }
        return existing.toRealPath().resolve(rest).normalize();
    }

    private int write(Draft draft, CatalogFolder catalog) throws IOException {
        Optional<Path> file = catalog.write(draft);
        if (file.isPresent()) {
            out().println("wrote  " + file.get() + "  " + draft.summary());
            draft.warnings().forEach(warning -> out().println("       " + warning));
            return 1;
        }
        out().println("KEPT   " + into.resolve(draft.name() + ".yml") + "  as it is: an entry or a file of that name is"
                + " there; not written: " + draft.summary());
        return 0;
    }

    private void tellLeftOut(List<LeftOut> leftOut) {
        tell(
                "NOT IN ANY ENTRY, and may be a backup that nobody verifies:",
                leftOut.stream().filter(LeftOut::matters).toList());
        tell(
                "not in any entry:",
                leftOut.stream().filter(each -> !each.matters()).toList());
    }

    private void tell(String head, List<LeftOut> leftOut) {
        if (leftOut.isEmpty()) {
            return;
        }
        out().println();
        out().println(head);
        leftOut.stream().limit(MOST_LISTED).forEach(each -> out().println("  " + each.path() + "  " + each.reason()));
        if (leftOut.size() > MOST_LISTED) {
            out().println("  and " + (leftOut.size() - MOST_LISTED) + " more");
        }
    }

    private void tellNext(int written, CatalogFolder catalog) throws IOException {
        Optional<String> pin = catalog.pin();
        out().println();
        pin.ifPresent(line -> out().println("ATTENTION: " + into.resolve("catalog.yml") + " says `" + line
                + "`: every run is as of that moment; take the line out for backups of your own"));
        if (written > 0) {
            out().println("next: read what was written, then  bin/verify " + into + "  (or  mvn verify -DskipUnitTests"
                    + " -Drestore.catalog=" + into + ")");
        }
    }

    private PrintWriter out() {
        return requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return requireNonNull(spec).commandLine().getErr();
    }
}
