package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.sandbox.Sandbox;
import java.util.Optional;
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
        return of(sandbox::exhaustion, sandbox::close, restore);
    }

    /**
     * Restores by a server in a sandbox that was just opened.
     *
     * @throws CannotTell as above, also when it is the server that said what ran out
     */
    static Restoration of(PostgresqlServer server, Supplier<Restoration> restore) {
        return of(server::exhaustion, server::close, restore);
    }

    private static Restoration of(
            Supplier<Optional<CannotTell>> exhaustion, Runnable close, Supplier<Restoration> restore) {
        try {
            Restoration restoration = restore.get();
            if (restoration.restored().isEmpty()) {
                close.run();
            }
            return restoration;
        } catch (CannotTell e) {
            CannotTell cause = exhaustion.get().orElse(e);
            close.run();
            throw cause;
        } catch (RuntimeException e) {
            close.run();
            throw e;
        }
    }
}
