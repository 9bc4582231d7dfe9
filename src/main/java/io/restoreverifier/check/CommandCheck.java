package io.restoreverifier.check;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code commands:}: a command on the restored tree, in a sandbox without network, ends with status 0. */
final class CommandCheck extends FilesCheck {
    /** What a shell answers when there is no such program. */
    private static final int NOT_FOUND = 127;
    /** How dash, bash and busybox say so of a bare name, which is the image's; a path may be the backup's own file. */
    private static final Pattern NO_PROGRAM =
            Pattern.compile("^\\S*sh: (?:line )?(?:\\d+: )?([^/\\s:]+): (?:command )?not found$");
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
        throwIfImageLacksProgram(ended);
        throwIfFailedElsewhere(ended);
        CheckResult result = ended.status() == 0
                ? CheckResult.passed(name(), command, "status 0", "status 0" + elsewhere(ended))
                : failed(ended.status());
        return new CheckReport(
                List.of(result),
                Optional.empty(),
                List.of(Attachment.text("output of: " + command, String.join("\n", ended.output()))));
    }

    /** That it fails with other programs than those that were named says nothing about the backup. */
    private void throwIfFailedElsewhere(RestoredFiles.CommandResult ended) {
        if (ended.status() != 0 && ended.instead().isPresent()) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    command + ": ended with status " + ended.status() + elsewhere(ended),
                    "use a Docker engine for this backup, or install on this machine what the image holds");
        }
    }

    private String elsewhere(RestoredFiles.CommandResult ended) {
        return ended.instead()
                .map(i -> ", with " + i + " instead of image " + image)
                .orElse("");
    }

    private void throwIfImageLacksProgram(RestoredFiles.CommandResult ended) {
        if (ended.instead().isPresent()
                || ended.status() != NOT_FOUND
                || ended.output().isEmpty()) {
            return;
        }
        Matcher lacking = NO_PROGRAM.matcher(ended.output().get(ended.output().size() - 1));
        if (lacking.matches()) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    command + ": image " + image + " has no " + lacking.group(1),
                    "name an image that carries it under `image:`");
        }
    }

    private CheckResult failed(int status) {
        String message = command + ": expected status 0, found status " + status;
        String hint = switch (status) {
            case NOT_FOUND -> "a program was not found; the output in the report says which";
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
