package io.restoreverifier.cli;

import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Location;
import io.restoreverifier.model.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a command could not do what it was asked, in the words of this face: a few lines, and no stack trace. */
record CommandTrouble(String text, ExitStatus status) {
    /** Problems of options stand at the property that {@code mvn verify} has for them. */
    private static final Pattern PROPERTY = Pattern.compile("(?:-D)?restore\\.([a-z]+)");

    private static final String NO_CATALOG = "there is no such catalog";

    static CommandTrouble of(Exception thrown) {
        if (thrown instanceof CatalogException wrong) {
            return of(wrong);
        }
        if (thrown instanceof CommandException wrong) {
            return new CommandTrouble(String.valueOf(wrong.getMessage()), wrong.status());
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        String text = thrown.getMessage() == null
                ? "unexpected " + thrown.getClass().getSimpleName() + where
                : thrown.getMessage();
        return new CommandTrouble(text, ExitStatus.COULD_NOT_VERIFY);
    }

    private static CommandTrouble of(CatalogException wrong) {
        List<Problem> problems =
                wrong.problems().stream().map(CommandTrouble::reworded).toList();
        String text = String.valueOf(new CatalogException(problems).getMessage());
        return wrong.problems().stream().allMatch(CommandTrouble::wasTyped)
                ? new CommandTrouble(text.replaceFirst(" in the catalog,", ","), ExitStatus.USAGE)
                : new CommandTrouble(text, ExitStatus.CATALOG);
    }

    private static boolean wasTyped(Problem problem) {
        return place(problem).matches() || problem.message().equals(NO_CATALOG);
    }

    private static Problem reworded(Problem problem) {
        Matcher place = place(problem);
        Location location = place.matches() ? new Location(Path.of("--" + place.group(1)), 0) : problem.location();
        return new Problem(location, problem.key(), worded(problem.message()), worded(problem.hint()));
    }

    private static Matcher place(Problem problem) {
        return PROPERTY.matcher(problem.location().file().toString());
    }

    private static String worded(String text) {
        return text.replace("`restore.catalog`", "CATALOG").replace("-Drestore.", "--");
    }
}
