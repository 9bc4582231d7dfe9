package io.restoreverifier.check;

import io.restoreverifier.model.Settings;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;

/** Which paths of what was restored are meant: a path, or a glob as the JDK's {@code getPathMatcher} describes it. */
record Glob(PathMatcher matcher) {

    /** @throws PatternSyntaxException when it is none */
    static Glob of(String pattern) {
        return new Glob(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
    }

    /** Whether it is one; a problem of the catalog when it is not. */
    static boolean isSound(Settings checks, String key, String pattern) {
        try {
            of(pattern);
            return true;
        } catch (PatternSyntaxException e) {
            checks.problem(key, "`" + pattern + "` is not a glob: " + e.getDescription(), "");
            return false;
        }
    }

    boolean matches(Path path) {
        return matcher.matches(path);
    }

    /** @param path of another machine; one that could be none here matches nothing */
    boolean matches(String path) {
        try {
            return matches(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
