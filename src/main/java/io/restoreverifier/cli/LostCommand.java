package io.restoreverifier.cli;

import io.restoreverifier.run.Disaster;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what is left when a failure domain is lost. */
@Command(
        name = "lost",
        aliases = "lost:",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Says what is left when a failure domain is lost now, how old it is, and how long until it is back.",
        description = {
            "Looks at the copies that are left, and takes from the history how long they took to restore. Nothing is"
                    + " restored.",
            "Ends with status 0 when everything would be back, 1 when something is lost for good, 2 when that or the"
                    + " time is not known, 64 when the catalog states no such domain."
        })
final class LostCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DOMAIN",
            description = "A host, array, site, provider or account, such as `fremont`; `site:fremont` is the site"
                    + " alone. Default: each of the catalog, one after the other")
    private @Nullable String domain;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CATALOG",
            description = "Folder of YAML files, or one file. Default: restore-tests")
    private @Nullable Path catalog;

    @Option(names = "--catalog", paramLabel = "CATALOG", description = "The same, where no DOMAIN is named.")
    private @Nullable Path other;

    @Option(
            names = "--history",
            paramLabel = "PLACE",
            description = "Folder, or JDBC URL of PostgreSQL. Default: .restore-verifier/history")
    private @Nullable String history;

    @Option(names = "--now", paramLabel = "INSTANT", description = "As of that moment. Default: the real time")
    private @Nullable String now;

    @Override
    public Integer call() {
        RunProperties properties = new RunProperties()
                .with("catalog", catalog == null ? other : catalog)
                .with("history", history)
                .with("now", now);
        try {
            Disaster disaster = Disaster.of(properties.options(), Optional.ofNullable(domain));
            PrintWriter out = out();
            disaster.lines().forEach(out::println);
            out.flush();
            return ExitStatus.of(disaster.verdict()).code();
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitStatus.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private PrintWriter out() {
        return spec == null
                ? new PrintWriter(System.out, true, Charset.defaultCharset())
                : spec.commandLine().getOut();
    }
}
