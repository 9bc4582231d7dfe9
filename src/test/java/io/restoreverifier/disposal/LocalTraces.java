package io.restoreverifier.disposal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Processes that a run has started, with those that these have started, and the folders that they are told of.
 *
 * @param temporary in which the runs' folders lie
 */
record LocalTraces(Path temporary) implements Traces {

    @Override
    public Set<String> of(RunProcess run) {
        Pattern folder = Pattern.compile(Pattern.quote(temporary.toString()) + "/rv-[^/ ]+/l-[^/ ]+");
        Set<String> all = new TreeSet<>();
        run.descendants().forEach(process -> {
            all.add("process " + process.pid() + " " + began(process));
            Matcher folders = folder.matcher(process.info().commandLine().orElse(""));
            while (folders.find()) {
                all.add("folder " + folders.group());
            }
        });
        return all;
    }

    @Override
    public Set<String> left(Set<String> before) {
        return before.stream().filter(LocalTraces::isThere).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each has a guard that ends it with its run. */
    @Override
    public boolean stayUntilTheNextRun() {
        return false;
    }

    private static boolean isThere(String trace) {
        String[] words = trace.split(" ");
        if (words[0].equals("folder")) {
            return Files.exists(Path.of(words[1]));
        }
        // A number may have been given to another process meanwhile.
        return ProcessHandle.of(Long.parseLong(words[1])).stream()
                .anyMatch(p -> p.isAlive() && began(p).equals(words[2]));
    }

    private static String began(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("unknown");
    }
}
