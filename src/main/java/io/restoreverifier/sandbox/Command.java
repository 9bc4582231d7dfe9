package io.restoreverifier.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command for a sandbox.
 *
 * @param arguments the program and its arguments, no shell between; never a secret, since arguments can be listed
 * @param environment added to the sandbox's own
 * @param limit after which it is killed and the answer is not known
 */
public record Command(List<String> arguments, Map<String, String> environment, Duration limit) {

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    public static Command of(Duration limit, String... arguments) {
        return new Command(List.of(arguments), Map.of(), limit);
    }

    /** A script for {@code sh -c}. */
    public static Command shell(Duration limit, String script) {
        return of(limit, "sh", "-c", script);
    }

    public Command with(Map<String, String> moreEnvironment) {
        return new Command(arguments, moreEnvironment, limit);
    }

    /** The program alone, for messages. */
    public String program() {
        return arguments.get(0);
    }
}
