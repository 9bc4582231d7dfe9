package io.restoreverifier.check;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code commands:}: a command on the restored tree, in a container without network, ends with status 0. */
final class CommandCheck extends FilesCheck {
    /** What a shell answers when there is no such program: the image is wrong, not the backup. */
    private static final int NOT_FOUND = 127;
    /** Killed by SIGKILL. */
    private static final int KILLED = 137;

    private final String command;
    private final String image;
    private final String run;

    CommandCheck(String command, String image, String run) {
        this.command = command;
        this.image = image;
        this.run = run;
    }

    @Override
    public String name() {
        return "commands";
    }

    @Override
    CheckReport put(RestoredFiles files, Subject subject) {
        Duration limit = subject.limit();
        RestoredFiles.CommandResult ended = files.run(image, run, limit);
        CheckResult result = ended.status() == 0
                ? CheckResult.passed(name(), command, "status 0", "status 0")
                : failed(ended.status());
        return new CheckReport(
                List.of(result),
                Optional.empty(),
                List.of(Attachment.text("output of: " + command, String.join("\n", ended.output()))));
    }

    private CheckResult failed(int status) {
        String message = command + ": expected status 0, found status " + status;
        String hint = switch (status) {
            case NOT_FOUND -> "a program was not found: does image " + image + " carry it? the output is in the report";
            case KILLED -> "it was killed: did it need more memory than the sandbox has?";
            default -> "its output is in the report";
        };
        return CheckResult.withFinding(
                name(),
                command,
                "status 0",
                "status " + status,
                Finding.error(FindingCode.COMMAND_FAILED, Stage.CHECK, command, message, hint));
    }
}
