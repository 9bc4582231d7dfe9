package io.restoreverifier.check;

import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredPostgresql;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What checks are put to.
 *
 * @param now the moment that ages are counted to
 * @param rpo the objective, empty when there is none
 * @param rto objective and measured
 * @param limit how much time is left
 * @param counterparts other backups, for checks that need one
 * @param lastPassed the last run in which this backup passed; empty when there is none. Throws {@link
 *     io.restoreverifier.model.CannotTell} when that cannot be read
 * @param beside what checks are held against, by the pattern that they name; without what is not there
 */
public record Subject(
        Restored restored,
        FetchedArtifact artifact,
        Inspection inspection,
        Instant now,
        Optional<Duration> rpo,
        Objective rto,
        Duration limit,
        Counterparts counterparts,
        Supplier<Optional<PastOutcome>> lastPassed,
        Map<String, FetchedArtifact> beside) {

    public Subject {
        beside = Map.copyOf(beside);
    }

    /** Of a backup that stands alone. */
    public Subject(
            Restored restored,
            FetchedArtifact artifact,
            Inspection inspection,
            Instant now,
            Optional<Duration> rpo,
            Objective rto,
            Duration limit) {
        this(restored, artifact, inspection, now, rpo, rto, limit, Counterparts.NONE, Optional::empty, Map.of());
    }

    /** The same for another database of the same backup. */
    Subject of(RestoredPostgresql other) {
        return new Subject(
                other,
                artifact,
                inspection.of(other.databaseName()),
                now,
                rpo,
                rto,
                limit,
                counterparts,
                lastPassed,
                beside);
    }

    /** The same, held against another RPO. */
    public Subject within(Duration age) {
        return new Subject(
                restored, artifact, inspection, now, Optional.of(age), rto, limit, counterparts, lastPassed, beside);
    }
}
