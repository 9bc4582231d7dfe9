package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.sandbox.Sandbox;
import java.util.function.Supplier;

/** A sandbox goes on with what was restored in it, to whoever closes that; where nothing was, it is closed at once. */
final class Handover {
    private Handover() {}

    /**
     * Restores in a sandbox that was just opened.
     *
     * @throws CannotTell what the restore throws, or that memory or disk of the sandbox ran out, when that is why
     */
    static Restoration of(Sandbox sandbox, Supplier<Restoration> restore) {
        try {
            Restoration restoration = restore.get();
            if (restoration.restored().isEmpty()) {
                sandbox.close();
            }
            return restoration;
        } catch (CannotTell e) {
            CannotTell cause = sandbox.exhaustion().orElse(e);
            sandbox.close();
            throw cause;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }
}
