package io.restoreverifier.application;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code tcp:}: somebody listens on a further port. */
record PortCheck(int port) implements ApplicationCheck {

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public List<CheckResult> put(Visit visit, Duration limit) {
        Set<Integer> listening = visit.application().listening();
        String subject = "port " + port;
        if (listening.contains(port)) {
            return List.of(CheckResult.passed(name(), subject, "listens", "listens"));
        }
        visit.exhaustion().ifPresent(exhausted -> {
            throw exhausted;
        });
        String found = listening.isEmpty()
                ? "nobody listening"
                : listening.stream().map(String::valueOf).collect(Collectors.joining(", ", "listening ports ", ""));
        Finding finding = Finding.error(
                FindingCode.NOT_READY,
                Stage.CHECK,
                subject,
                subject + ": expected the application to listen, found " + found
                        + visit.application().causes(),
                "which part of it opens that port, and what does that wait for?");
        return List.of(CheckResult.withFinding(name(), subject, "listens", found, finding));
    }
}
