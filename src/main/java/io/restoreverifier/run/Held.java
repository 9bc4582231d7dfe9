package io.restoreverifier.run;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.Sandboxes;
import io.restoreverifier.sandbox.StayingSandboxes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an attempt holds and must not leave behind: a folder of its own, and the sandbox with what was restored. */
final class Held {
    private final RunFolder parent;
    private final Story story;
    private final Expiry expiry;
    private @Nullable Path folder;
    private @Nullable Restored restored;
    private Optional<Duration> stay = Optional.empty();
    private Optional<StayingSandboxes> staying = Optional.empty();

    Held(RunFolder parent, Story story, Expiry expiry) {
        this.parent = parent;
        this.story = story;
        this.expiry = expiry;
    }

    /** Made when the first stage wants it, so that a full disk is told by that stage. */
    Path folder() {
        if (folder == null) {
            folder = parent.folder("a");
        }
        return folder;
    }

    /** Leaves the sandbox for a look, for that time, when the attempt fails; empty: it goes in any case. */
    void keepFailed(Optional<Duration> time) {
        stay = time;
    }

    /** Those in which the attempt restores. */
    Supplier<Sandboxes> sandboxes(Supplier<Sandboxes> ofRun) {
        staying = stay.map(time -> new StayingSandboxes(ofRun, time));
        return staying.<Supplier<Sandboxes>>map(its -> () -> its).orElse(ofRun);
    }

    /** Takes over what was restored; it is closed when the time passes. */
    void sandbox(Restored came) {
        restored = came;
        expiry.holding(() -> {
            came.close();
            staying.ifPresent(StayingSandboxes::end);
        });
    }

    Optional<Restored> restored() {
        return Optional.ofNullable(restored);
    }

    /** @throws CannotTell NOT_DISPOSED when something stays behind */
    void dispose() {
        try {
            endSandbox();
        } finally {
            deleteFolder();
        }
    }

    private void endSandbox() {
        expiry.holding(() -> {});
        try {
            if (restored != null) {
                story.attach(Logs.of(restored));
                restored.close();
            }
            staying.ifPresent(this::endOrLeave);
        } catch (RuntimeException e) {
            throw new CannotTell(
                    FindingCode.NOT_DISPOSED,
                    "the sandbox could not be removed: " + e.getClass().getSimpleName(),
                    "it ends by itself at its deadline; does the engine still answer?",
                    e);
        }
    }

    private void endOrLeave(StayingSandboxes its) {
        if (story.soFar() != Verdict.FAILED) {
            its.end();
            return;
        }
        story.note(List.of(its.leave()
                .map(left -> "the sandbox stays for a look, with production's data in it, until "
                        + left.until().truncatedTo(ChronoUnit.MINUTES) + ": `docker exec -it " + left.name()
                        + " sh`; away with it: `docker rm --force --volumes " + left.name() + "`")
                .orElse("no sandbox stays for a look: none was open, or its kind ends with the run")));
    }

    private void deleteFolder() {
        try {
            if (folder != null) {
                RunFolder.delete(folder);
            }
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.NOT_DISPOSED,
                    "the folder of this attempt could not be removed: " + e.getMessage(),
                    "remove " + folder + " by hand: it may hold production data",
                    e);
        }
    }
}
