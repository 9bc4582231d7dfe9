package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Status;
import io.restoreverifier.model.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample company's client area: its database and its code are restored, and the service comes back. */
class ApplicationIT {
    @TempDir
    Path folder;

    private ClientArea clientArea;

    @BeforeEach
    void declare() throws Exception {
        clientArea = new ClientArea(folder);
    }

    @Test
    void databaseAndCodeOfTheSameNightComeBackAndAnswer() throws Exception {
        Outcome outcome = clientArea.verify("http: [{get: /health, status: 200, contains: ok}]");

        assertThat(outcome.findings()).extracting(Finding::message).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.kind()).isEqualTo("application");
        assertThat(outcome.checks())
                .extracting(CheckResult::check, CheckResult::subject, CheckResult::status)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("http", "GET /health", Status.PASSED),
                        org.assertj.core.groups.Tuple.tuple("runs", "", Status.PASSED));
        assertThat(outcome.stages())
                .extracting(stage -> stage.stage().label())
                .isEqualTo(List.of("locate", "restore", "start", "check", "dispose"));
        assertThat(outcome.rto().measured()).isPresent();
        assertThat(outcome.notes()).anyMatch(note -> note.startsWith("critical path: the slowest part "));
    }
}
