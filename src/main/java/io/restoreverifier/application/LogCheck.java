package io.restoreverifier.application;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** {@code logs: {lacks: ...}}: no line of what the application prints is like this. The lines are counted, not shown. */
record LogCheck(Pattern pattern) implements ApplicationCheck {

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public List<Pattern> watched() {
        return List.of(pattern);
    }

    @Override
    public List<CheckResult> put(Visit visit, Duration limit) {
        int lines = visit.application().log().count(pattern);
        String subject = pattern.pattern();
        String found = lines == 1 ? "1 line" : lines + " lines";
        if (lines == 0) {
            return List.of(CheckResult.passed(name(), subject, "no line", found));
        }
        Finding finding = Finding.error(
                FindingCode.COMMAND_FAILED,
                Stage.CHECK,
                subject,
                "logs: expected no line like `" + subject + "`, found " + found,
                "start the restored application by hand and read its log: it may carry rows, and is not in the report");
        return List.of(CheckResult.withFinding(name(), subject, "no line", found, finding));
    }
}
