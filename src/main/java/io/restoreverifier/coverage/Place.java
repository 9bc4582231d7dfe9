package io.restoreverifier.coverage;

import io.restoreverifier.model.CannotTell;
import java.nio.file.Path;
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
     * @param taken whether some entry takes the artifact that lies there, or nothing that lies there is one
     * @throws CannotTell with SOURCE_UNREACHABLE when it cannot be asked
     */
    Seen look(Predicate<Path> taken);
}
