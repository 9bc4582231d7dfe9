package io.restoreverifier.run;

import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import io.restoreverifier.placement.Domains;
import io.restoreverifier.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/**
 * An array or a host that backups stand on: it is asked, and nothing is restored.
 *
 * @param domains that it stands in itself, as far as they are stated
 */
record StorageEntry(Backup entry, Storage storage, Domains domains) implements Schedule.Entry {

    /** Those of a catalog; what is wrong becomes its problems. */
    static List<StorageEntry> read(List<Backup> entries) {
        return entries.stream()
                .map(entry -> new StorageEntry(
                        entry, Storage.read(entry.document()), Domains.read(entry.document(), "domain")))
                .toList();
    }

    @Override
    public String name() {
        return entry.name();
    }

    @Override
    public Duration timeout() {
        return entry.timeout();
    }

    @Override
    public Outcome outcome(Surroundings run, Stopwatch watch, ScheduledExecutorService alarms) {
        Instant started = Instant.now();
        try (Expiry expiry = new Expiry(timeout(), watch, alarms)) {
            Story story = new Story(name(), run.progress(), expiry, new Ignoring(entry, run.now()));
            Locating.tellWhatIsNotActedOn(entry, ApplicationVerification.NOT_ACTED_ON, story);
            story.find(Ignoring.expired(entry, run.now()));
            story.stage(Stage.CHECK, storage.place(), () -> {
                Storage.Seen seen = storage.ask(run.past().of(name()), run.now());
                story.check(seen.results());
                story.find(seen.findings());
                story.count(seen.counts());
                return seen.results().size();
            });
            story.demandEvidence();
            story.tellWhatIsIgnoredInVain();
            Outcome outcome = Outcomes.ofStorage(entry, story, run, started);
            run.progress().finished(outcome);
            return outcome;
        } catch (RuntimeException | Error e) {
            return without(Story.internalError(Stage.CHECK, e), started);
        }
    }

    @Override
    public Outcome without(Finding reason, Instant started) {
        return Outcomes.without(name(), Outcome.OF_STORAGE, entry.labels(), reason, started);
    }
}
