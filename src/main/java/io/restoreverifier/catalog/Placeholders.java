package io.restoreverifier.catalog;

import io.restoreverifier.model.Location;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces {@code ${env:NAME}} and {@code ${file:PATH}}, and remembers what came from them. Used by one thread. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|file):([^}]*)(}?)");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final long MAX_FILE_BYTES = 1 << 20;
    /** A shorter line of a longer secret, such as a brace, tells nothing and would blot out half of a report. */
    private static final int MIN_LINE_LENGTH = 8;

    private final Function<String, @Nullable String> environment;
    private final Problems problems;
    private final Set<String> secrets = new LinkedHashSet<>();

    Placeholders(Function<String, @Nullable String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Whether there is anything to replace; other placeholders are none of the catalog's business. */
    static boolean isIn(String text) {
        return PLACEHOLDER.matcher(text).find();
    }

    /** The text with all placeholders replaced; one that cannot be is a problem, and leaves nothing in its place. */
    String replace(String text, Location location, String key) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(valueOf(match, new Place(location, key))));
    }

    /** Everything that was put in; of a value of several lines its lines too. Never blank. */
    Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    private String valueOf(MatchResult match, Place place) {
        String kind = match.group(1);
        if (match.group(3).isEmpty()) {
            return refuse(place, "`${" + kind + ":` has no closing brace", "write `${" + kind + ":...}`");
        }
        String value = kind.equals("env") ? variable(match.group(2), place) : file(match.group(2), place);
        remember(value);
        value.lines().filter(line -> line.strip().length() >= MIN_LINE_LENGTH).forEach(this::remember);
        return value;
    }

    private void remember(String secret) {
        if (!secret.isBlank()) {
            secrets.add(secret);
            problems.conceal(secret);
        }
    }

    private String variable(String name, Place place) {
        if (!VARIABLE.matcher(name).matches()) {
            return refuse(place, "`" + name + "` is not the name of an environment variable", "");
        }
        String value = environment.apply(name);
        if (value == null) {
            return refuse(place, "the environment variable " + name + " is not set", "set it where the run starts");
        }
        return value.isBlank() ? refuse(place, "the environment variable " + name + " is empty", "") : value;
    }

    private String file(String written, Place place) {
        try {
            Path file = place.location().file().toAbsolutePath().resolveSibling(written);
            if (written.isBlank() || !Files.isRegularFile(file)) {
                return refuse(place, "there is no file `" + written + "`", "paths count from the file that names them");
            }
            if (Files.size(file) > MAX_FILE_BYTES) {
                return refuse(place, "the file `" + written + "` is larger than 1 MiB, and no secret", "");
            }
            String value = Files.readString(file).replaceFirst("\r?\n\\z", "");
            return value.isBlank() ? refuse(place, "the file `" + written + "` is empty", "") : value;
        } catch (CharacterCodingException e) {
            return refuse(place, "the file `" + written + "` is not UTF-8 text", "");
        } catch (IOException | InvalidPathException e) {
            return refuse(place, "the file `" + written + "` cannot be read", "check its permissions");
        }
    }

    private String refuse(Place place, String message, String hint) {
        problems.add(new Problem(place.location(), place.key(), message, hint));
        return "";
    }

    private record Place(Location location, String key) {}
}
