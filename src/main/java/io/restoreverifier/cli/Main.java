package io.restoreverifier.cli;

import picocli.CommandLine;

/** Where {@code java -jar restore-verifier.jar} begins. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its {@link ExitStatus}, after everything is disposed of. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new RestoreVerifier());
        line.setUsageHelpWidth(100);
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            CommandTrouble trouble = CommandTrouble.of(thrown);
            command.getErr().println(trouble.text());
            return trouble.status().code();
        });
        line.setExitCodeExceptionMapper(thrown -> ExitStatus.USAGE.code());
        return line;
    }
}
