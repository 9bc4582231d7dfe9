package io.restoreverifier.run;

import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.Stage;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.Outlet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** All that hear of a run. One that fails keeps nobody else from being told; what failed is kept for the end. */
final class Outlets {
    private final List<Outlet> all;
    private final Masking masking;
    private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());

    Outlets(List<Outlet> all, Masking masking) {
        this.all = List.copyOf(all);
        this.masking = masking;
    }

    void runBegins(String run, Instant now) {
        each(outlet -> outlet.runBegins(run, now));
    }

    /** Tells everybody, and says of each that could not be told why. */
    List<String> tell(Ending ending) {
        // Whoever comes later hears who could not be told: the heartbeat, which comes last, must not call that a
        // success.
        each(outlet -> outlet.tell(
                troubles.isEmpty()
                        ? ending
                        : new Ending(
                                ending.run().with("not told", String.join("; ", List.copyOf(troubles))),
                                ending.past(),
                                ending.pastKnown(),
                                ending.report(),
                                ending.patience())));
        return List.copyOf(troubles);
    }

    /** Hears what the console hears, and passes it on. */
    Progress beside(Progress console) {
        Set<String> begun = ConcurrentHashMap.newKeySet();
        return new Progress() {
            @Override
            public void stage(String entry, Stage stage, String detail) {
                console.stage(entry, stage, detail);
                if (begun.add(entry)) {
                    each(outlet -> outlet.begins(entry, Instant.now()));
                }
            }

            @Override
            public void bytes(String entry, Stage stage, long done, long total) {
                console.bytes(entry, stage, done, total);
            }

            @Override
            public void finished(Outcome outcome) {
                console.finished(outcome);
                each(outlet -> outlet.ends(outcome));
            }
        };
    }

    /** Whatever an outlet throws is its own trouble, and never the backup's. */
    private void each(Consumer<Outlet> telling) {
        for (Outlet outlet : all) {
            try {
                telling.accept(outlet);
            } catch (RuntimeException e) {
                String message = e.getMessage() == null ? e.toString() : e.getMessage();
                troubles.add(masking.mask(outlet.name() + ": " + message));
            }
        }
    }
}
