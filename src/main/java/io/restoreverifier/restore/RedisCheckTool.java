package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredRedis;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code redis-check-rdb} and {@code redis-check-aof} of the image, on a file in the sandbox. Of what they say, names of keys are
 * not shown. Used once.
 */
final class RedisCheckTool {
    private static final int NOT_FOUND = 127;
    private static final Pattern COUNT = Pattern.compile("\\[info] (\\d+) (keys read|expires|already expired)");
    private static final Pattern TROUBLE = Pattern.compile(
            "^(?:\\[offset \\d+] )?((?:Unexpected EOF|RDB CRC error|Can't handle|Invalid|Unknown|Internal|Wrong|Bad|Terminating)"
                    + "[^'\"]*).*|^0x\\s*[0-9a-f]+: (Expected [^,]*)(?:, got: .*)?$|^(Reached EOF before .*|Unexpected EOF.*)$"
                    + "|^(Cannot open file) .*$");
    private static final Pattern VALID =
            Pattern.compile("^AOF .* is valid$|^All AOF files and manifest are valid$|.*RDB looks OK!.*");

    private final List<String> troubles = new ArrayList<>();
    private boolean cutOff;
    private boolean valid;
    private long keys;
    private long expiring;
    private long expired;

    /** @param file by its name in the data folder */
    void run(Sandbox sandbox, String tool, String file, Duration limit) {
        Command command = Command.of(
                limit, "sh", "-c", "cd \"$1\" && exec \"$2\" \"$3\"", "sh", sandbox.dataFolder(), tool, file);
        int status = sandbox.run(command, (stream, text) -> heard(text));
        if (status == NOT_FOUND) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    sandbox.info().equipment() + " has no " + tool,
                    "name an image that has it under `restore: {redis: {image: ...}}`");
        }
        valid &= status == 0;
    }

    private synchronized void heard(String line) {
        Matcher count = COUNT.matcher(line);
        if (count.matches()) {
            long number = Long.parseLong(count.group(1));
            switch (count.group(2)) {
                case "keys read" -> keys = number;
                case "expires" -> expiring = number;
                default -> expired = number;
            }
        }
        Matcher trouble = TROUBLE.matcher(line);
        if (trouble.matches()) {
            for (int i = 1; i <= trouble.groupCount(); i++) {
                Optional.ofNullable(trouble.group(i)).ifPresent(said -> troubles.add(said.strip()));
            }
        }
        cutOff |= line.contains("EOF") && !line.contains("RDB preamble") || line.endsWith("got: 0000");
        valid |= VALID.matcher(line).matches();
    }

    RestoredRedis.Read read() {
        return new RestoredRedis.Read(keys, expiring, expired);
    }

    /** What it found; empty when it says that all is well. */
    Optional<Finding> finding(String tool) {
        if (valid && troubles.isEmpty()) {
            return Optional.empty();
        }
        String said = troubles.isEmpty() ? "it is not valid" : String.join("; ", troubles);
        if (said.contains("Can't handle RDB format version")) {
            return Optional.of(error(
                    FindingCode.VERSION_MISMATCH,
                    tool + " of the image cannot read it: " + said,
                    "name an image of the version that production runs under `restore: {redis: {image: ...}}`"));
        }
        return Optional.of(error(
                cutOff ? FindingCode.ARTIFACT_INCOMPLETE : FindingCode.ARTIFACT_CORRUPT,
                tool + ": " + said,
                cutOff
                        ? "was it copied while the server wrote it? copy it after `BGSAVE` or `BGREWRITEAOF` has ended"
                        : "its bytes have changed since it was written: take another copy"));
    }

    private static Finding error(FindingCode code, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, "", message, hint);
    }
}
