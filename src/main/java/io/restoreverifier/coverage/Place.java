package io.restoreverifier.coverage;

import io.restoreverifier.model.CannotTell;
import java.util.function.Predicate;

/** Where things lie that have to be backed up. Reads only, holds nothing open between calls, for any number of threads. */
interface Place {

    /** What it holds. */
    Kind kind();

    /** As the catalog names it. */
    String name();

    /**
     * Looks, anew each time.
     *
     * @param taken whether some entry takes the artifact at a location, which is a path or a URI, or it is none
     * @throws CannotTell with SOURCE_UNREACHABLE when it cannot be asked
     */
    Seen look(Predicate<String> taken);
}
