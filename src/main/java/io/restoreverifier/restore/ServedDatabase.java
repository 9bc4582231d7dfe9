package io.restoreverifier.restore;

import io.restoreverifier.model.DatabaseAccess;
import io.restoreverifier.sandbox.Sandbox;
import java.util.Optional;
import java.util.Set;

/** A restored database that can be an application's: the sandbox of the application is then the neighbour of its own. */
public interface ServedDatabase {

    /** Whose network the application joins. Closed with the restored database and not by the caller. */
    Sandbox sandbox();

    /**
     * Lets programs in that network in by TCP, with a password that is made up now. Called once, when nobody is connected:
     * the server begins anew.
     *
     * @param role that they log in as, with the rights that it came back with; empty: a superuser of our own
     * @param taken ports of that network that somebody else listens on
     * @return empty when there is no such role
     * @throws io.restoreverifier.model.CannotTell when the server does not come up again
     */
    Optional<DatabaseAccess> admit(Optional<String> role, Set<Integer> taken);

    /** The usual port of its kind, or the first above that nobody else has. */
    static int freePort(int usual, Set<Integer> taken) {
        int port = usual;
        while (taken.contains(port)) {
            port++;
        }
        return port;
    }
}
