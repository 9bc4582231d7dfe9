package io.restoreverifier.application;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that the image lacks, which says nothing about what was restored. */
final class MissingProgram {
    /** What a shell answers when there is no such program. */
    private static final int NOT_FOUND = 127;
    /** How dash, bash and busybox say so of a bare name, which is the image's; a path may be the backup's own file. */
    private static final Pattern NO_PROGRAM =
            Pattern.compile("^\\S*sh: (?:line )?(?:\\d+: )?([^/\\s:]+): (?:command )?not found$");

    private MissingProgram() {}

    /** @throws CannotTell TOOL_FAILED when that is why a command ended */
    static void throwIfIn(List<String> output, int status, String image) {
        if (status != NOT_FOUND || output.isEmpty()) {
            return;
        }
        Matcher lacking = NO_PROGRAM.matcher(output.get(output.size() - 1));
        if (lacking.matches()) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "image " + image + " has no " + lacking.group(1),
                    "name an image that carries it under `start: {image: ...}`");
        }
    }
}
