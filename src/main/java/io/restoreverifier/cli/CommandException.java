package io.restoreverifier.cli;

/** Ends a command with a message for users and an exit status, without a stack trace. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitStatus status;

    CommandException(ExitStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    ExitStatus status() {
        return status;
    }
}
