package io.restoreverifier.run;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.sandbox.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attempt holds and must not leave behind: a folder of its own, and the sandbox with what was restored. */
final class Held {
    private final RunFolder parent;
    private final Story story;
    private final Expiry expiry;
    private @Nullable Path folder;
    private @Nullable Restored restored;

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

    /** Takes over what was restored; it is closed when the time passes. */
    void sandbox(Restored came) {
        restored = came;
        expiry.holding(came::close);
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
        if (restored == null) {
            return;
        }
        expiry.holding(() -> {});
        try {
            story.attach(Logs.of(restored));
            restored.close();
        } catch (RuntimeException e) {
            throw new CannotTell(
                    FindingCode.NOT_DISPOSED,
                    "the sandbox could not be removed: " + e.getClass().getSimpleName(),
                    "it ends by itself at its deadline; does the engine still answer?",
                    e);
        }
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
