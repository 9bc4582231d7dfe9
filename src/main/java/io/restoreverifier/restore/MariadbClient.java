package io.restoreverifier.restore;

import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that asks the server in a sandbox.
 *
 * @param user as whom, without a password
 * @param programs names that it goes by, the first that is there is taken
 * @param before what stands before it on the line of a shell, such as what is piped to it; mostly empty
 * @param after the rest of that line: a place that it reads from or writes to
 */
record MariadbClient(String user, List<String> programs, String before, String after) {

    MariadbClient {
        programs = List.copyOf(programs);
    }

    Command command(Sandbox sandbox, List<String> arguments, Duration limit) {
        StringBuilder find = new StringBuilder();
        programs.forEach(program ->
                find.append(find.isEmpty() ? "" : " || ").append("command -v ").append(program));
        String run = "p=$(" + find + ") || exit 127; " + before + "\"$p\" --no-defaults --socket="
                + MariadbProcess.socket(sandbox) + " --user=" + user + " \"$@\" " + after;
        List<String> whole = new ArrayList<>(List.of("sh", "-c", run, "sh"));
        whole.addAll(arguments);
        return new Command(whole, Map.of("HOME", sandbox.dataFolder(), "LC_ALL", "C.UTF-8"), limit);
    }
}
