package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;

/** What other backups of the catalog come back as, for checks that hold two backups against each other. */
@FunctionalInterface
public interface Counterparts {
    /** Where there is no catalog, no other backup can be had. */
    Counterparts NONE = backup -> {
        throw new CannotTell(FindingCode.NOT_SUPPORTED, "backup " + backup + " cannot be restored beside this one", "");
    };

    /**
     * Restores the artifact that goes with the one under test; once for all checks of a verification, which also
     * disposes of it. Only for names that the check has given as its {@link Check#reference()}.
     *
     * @throws CannotTell when something keeps us from it that is not to be said of that backup
     */
    Counterpart of(String backup);
}
