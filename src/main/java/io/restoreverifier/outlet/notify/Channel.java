package io.restoreverifier.outlet.notify;

import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.OutletException;

/** One way to tell people of a run. */
interface Channel {
    /** As the catalog names it; no secret. */
    String name();

    /**
     * Tells them, if they want to hear of this run.
     *
     * @throws OutletException when not everybody could be told
     */
    void tell(Ending ending);
}
