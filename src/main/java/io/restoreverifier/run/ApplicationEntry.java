package io.restoreverifier.run;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;

/** An application in the schedule; to be begun after all its parts, which it waits for. */
record ApplicationEntry(ApplicationPlan plan, PartEntries parts) implements Schedule.Entry {

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public Duration timeout() {
        return plan.entry().timeout();
    }

    @Override
    public Outcome outcome(Surroundings run, Stopwatch watch, ScheduledExecutorService alarms) {
        Instant started = Instant.now();
        try (Expiry expiry = new Expiry(timeout(), watch, alarms)) {
            return new ApplicationVerification(plan, run, expiry).verify(parts);
        } catch (RuntimeException | Error e) {
            return without(Story.internalError(Stage.LOCATE, e), started);
        }
    }

    @Override
    public Outcome without(Finding reason, Instant started) {
        return without(plan, reason, started);
    }

    static Outcome without(ApplicationPlan plan, Finding reason, Instant started) {
        return Outcomes.without(
                plan.name(), Outcome.OF_AN_APPLICATION, plan.entry().labels(), reason, started);
    }
}
