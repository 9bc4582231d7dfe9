package io.restoreverifier.application;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.List;

/** {@code commands:}: a command beside the running application, with its folder and environment, ends with status 0. */
record CommandCheck(String command, String run) implements ApplicationCheck {

    @Override
    public String name() {
        return "commands";
    }

    /** Its output may carry rows: it can log in to the database as the application does. */
    @Override
    public List<CheckResult> put(Visit visit, Duration limit) {
        int status = visit.application().run(run, limit);
        if (status == 0) {
            return List.of(CheckResult.passed(name(), command, "status 0", "status 0"));
        }
        visit.exhaustion().ifPresent(exhausted -> {
            throw exhausted;
        });
        Finding finding = Finding.error(
                FindingCode.COMMAND_FAILED,
                Stage.CHECK,
                command,
                command + ": expected status 0, found status " + status,
                "its output may carry rows and is not in the report: run it by hand beside the restored application");
        return List.of(CheckResult.withFinding(name(), command, "status 0", "status " + status, finding));
    }
}
