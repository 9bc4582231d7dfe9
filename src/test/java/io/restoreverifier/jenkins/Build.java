package io.restoreverifier.jenkins;

import groovy.lang.Closure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A build as Jenkins would run it, with as much of its behaviour as our pipelines rely on: nodes with workspaces, steps
 * that need one, plugins that are not installed, results that only get worse, what is skipped after a failure.
 */
final class Build {
    /** What a shell does in a workspace; throws {@link Failed} for a status that is not 0. */
    interface Shell {
        void run(String script, Path workspace, Map<String, String> environment) throws IOException;

        /** Puts what the repository holds into a workspace. */
        default void checkout(Path workspace) throws IOException {}
    }

    /** A step that failed. */
    static class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }

    /** A time-out, or somebody who pressed the button. */
    static final class Interrupted extends Failed {
        private static final long serialVersionUID = 1;

        Interrupted() {
            super("Timeout has been exceeded");
        }
    }

    /** A step as it was called. */
    record Call(String step, Map<String, Object> named, List<Object> unnamed) {
        String text(String parameter) {
            Object value = named.get(parameter);
            return String.valueOf(value == null && !unnamed.isEmpty() ? unnamed.get(0) : value);
        }
    }

    private static final List<String> FROM_GOOD_TO_BAD = List.of("SUCCESS", "UNSTABLE", "FAILURE", "ABORTED");

    private final Path home;
    private final Shell shell;
    private final Set<String> notInstalled;
    private final Predicate<Call> fails;
    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, Map<Path, byte[]>> stashes = new HashMap<>();
    private final List<Path> nodes = new ArrayList<>();
    private int workspaces;
    private boolean broken;
    final List<Call> calls = new ArrayList<>();
    final List<String> mistakes = new ArrayList<>();
    final CurrentBuild current = new CurrentBuild();

    Build(Path home, Shell shell, Set<String> notInstalled, Predicate<Call> fails) {
        this.home = home;
        this.shell = shell;
        this.notInstalled = notInstalled;
        this.fails = fails;
    }

    /** What pipelines know as {@code currentBuild}. */
    public static final class CurrentBuild {
        private String result = "SUCCESS";
        public String description = "";

        public String getResult() {
            return result;
        }

        public String getCurrentResult() {
            return result;
        }

        public void setResult(String worse) {
            if (FROM_GOOD_TO_BAD.indexOf(worse) > FROM_GOOD_TO_BAD.indexOf(result)) {
                result = worse;
            }
        }
    }

    void inAgent(String label, Runnable body) {
        if (label.isEmpty()) {
            body.run();
            return;
        }
        step("node", List.of(label, closure(body)));
    }

    void stage(Runnable steps) {
        if (broken) {
            return;
        }
        try {
            steps.run();
        } catch (Failed e) {
            broken = true;
            current.setResult(e instanceof Interrupted ? "ABORTED" : "FAILURE");
        }
    }

    void record(String step, List<?> arguments) {
        calls.add(call(step, arguments));
    }

    Object step(String step, List<?> arguments) {
        Call call = call(step, arguments);
        if (!Steps.isKnown(step)) {
            mistakes.add("there is no step " + step);
        } else {
            call.named().keySet().stream()
                    .filter(parameter -> !Steps.takes(step, parameter))
                    .forEach(parameter -> mistakes.add(step + " has no parameter " + parameter));
        }
        calls.add(call);
        if (!Steps.isKnown(step) || notInstalled.contains(step)) {

            throw new NoSuchMethodError("No such DSL method '" + step + "' found among steps");
        }
        if (fails.test(call)) {
            throw new Failed(step + " failed");
        }
        if (Steps.NEED_A_NODE.contains(step) && nodes.isEmpty()) {
            throw new Failed("Required context class hudson.FilePath is missing");
        }
        try {
            return carryOut(call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object carryOut(Call call) throws IOException {
        switch (call.step()) {
            case "node":
                Files.createDirectories(home.resolve("workspace-" + ++workspaces));
                return in(home.resolve("workspace-" + workspaces), call);
            case "dir":
                return in(Files.createDirectories(workspace().resolve(call.text("path"))), call);
            case "timeout", "withCredentials":
                return body(call).call();
            case "withEnv":
                return withEnv(call);
            case "parallel":
                return parallel((Map<?, ?>) call.unnamed().get(0));
            case "sh":
                shell.run(call.text("script"), workspace(), environment);
                return null;
            case "checkout":
                shell.checkout(workspace());
                return null;
            case "fileExists":
                return Files.exists(workspace().resolve(call.text("file")));
            case "readFile":
                return Files.readString(workspace().resolve(call.text("file")));
            case "stash":
                stashes.put(call.text("name"), matching(call.text("includes")));
                return null;
            case "unstash":
                return unstash(call.text("name"));
            case "string", "logRotator":
                return call;
            default:
                return null;
        }
    }

    private Object in(Path folder, Call call) {
        nodes.add(folder);
        try {
            return body(call).call();
        } finally {
            nodes.remove(nodes.size() - 1);
        }
    }

    private Path workspace() {
        return nodes.get(nodes.size() - 1);
    }

    private Object withEnv(Call call) {
        Map<String, String> before = new LinkedHashMap<>(environment);
        for (Object variable : (List<?>) call.unnamed().get(0)) {
            String[] pair = variable.toString().split("=", 2);
            environment.put(pair[0], pair[1]);
        }
        try {
            return body(call).call();
        } finally {
            environment.clear();
            environment.putAll(before);
        }
    }

    /** One after the other, which is one of the orders that there may be; all of them, whichever fails. */
    private Object parallel(Map<?, ?> branches) {
        List<Failed> failures = new ArrayList<>();
        for (Object branch : branches.values()) {
            try {
                ((Closure<?>) branch).call();
            } catch (Failed e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        return null;
    }

    private Map<Path, byte[]> matching(String patterns) throws IOException {
        List<PathMatcher> matchers = Arrays.stream(patterns.split(", *"))
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
        Map<Path, byte[]> found = new LinkedHashMap<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(workspace())) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path relative = workspace().relativize(file);
            if (matchers.stream().anyMatch(matcher -> matcher.matches(relative))) {
                found.put(relative, Files.readAllBytes(file));
            }
        }
        return found;
    }

    private Object unstash(String name) throws IOException {
        Map<Path, byte[]> files = stashes.get(name);
        if (files == null) {
            throw new Failed("No such saved stash '" + name + "'");
        }
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            Path target = workspace().resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        return null;
    }

    private static Call call(String step, List<?> arguments) {
        Map<String, Object> named = new LinkedHashMap<>();
        List<Object> unnamed = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof Map<?, ?> map && !step.equals("parallel")) {
                map.forEach((key, value) -> named.put(key.toString(), value));
            } else {
                unnamed.add(argument);
            }
        }
        return new Call(step, named, unnamed);
    }

    private static Closure<?> body(Call call) {
        return (Closure<?>) call.unnamed().get(call.unnamed().size() - 1);
    }

    private static Closure<Void> closure(Runnable body) {
        return new Closure<>(body) {
            private static final long serialVersionUID = 1;

            @Override
            public Void call(Object... arguments) {
                body.run();
                return null;
            }
        };
    }
}
