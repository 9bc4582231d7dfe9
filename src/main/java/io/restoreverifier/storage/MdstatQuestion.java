package io.restoreverifier.storage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The software RAID of Linux: of this machine, or of one whose agent extends itself by {@code cat /proc/mdstat}. */
final class MdstatQuestion {
    private static final int LONGEST = 1 << 20;

    private MdstatQuestion() {}

    /** @param declared arrays that must be there */
    static Question of(String command, List<String> declared) {
        return agent -> held(
                agent.value(QuestionReader.output(command))
                        .map(Object::toString)
                        .orElseThrow(() -> new CannotTell(
                                FindingCode.NOTHING_CHECKED,
                                "the agent has no output of " + command,
                                "add to snmpd.conf: extend " + command + " /bin/cat /proc/mdstat")),
                "the output of " + command,
                declared);
    }

    /** @param declared arrays that must be there */
    static List<CheckResult> of(Path file, List<String> declared) {
        try (InputStream in = Files.newInputStream(file)) {
            return held(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8), file.toString(), declared);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    file
                            + (e instanceof NoSuchFileException
                                    ? " does not exist"
                                    : " cannot be read: " + e.getClass().getSimpleName()),
                    "is it the right path, and does this machine have software RAID?",
                    e);
        }
    }

    private static List<CheckResult> held(String text, String where, List<String> declared) {
        List<CheckResult> results = Mdstat.read(text, declared);
        if (results.isEmpty()) {
            throw new CannotTell(FindingCode.NOTHING_CHECKED, where + " names no array", "is it the right machine?");
        }
        return results;
    }
}
