package io.restoreverifier.storage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import java.util.List;

/** Something that an agent is asked about. Holds only what the catalog says. */
@FunctionalInterface
interface Question {
    /**
     * Puts it; the answer is never empty.
     *
     * @throws CannotTell when the agent keeps us from an answer
     */
    List<CheckResult> put(SnmpAgent agent);
}
