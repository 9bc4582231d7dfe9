package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import java.nio.file.Path;
import java.util.Map;

/** One kind of software as it is on this machine, in whatever versions. Safe for use by several threads. */
interface LocalSoftware {

    /**
     * Finds it, or makes it usable.
     *
     * @throws CannotTell SANDBOX_UNAVAILABLE when that major cannot be had
     */
    Found find(Equipment.Software wanted);

    /**
     * Software that was found.
     *
     * @param description for the report: version and where it is from
     * @param programs by name; a program that is missing is not to be had
     * @param visible folders that commands must see, beside those of the system, and under which names
     */
    record Found(String description, Map<String, Path> programs, Map<Path, String> visible) {
        public Found {
            programs = Map.copyOf(programs);
            visible = Map.copyOf(visible);
        }
    }
}
