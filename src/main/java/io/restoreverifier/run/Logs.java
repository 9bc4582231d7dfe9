package io.restoreverifier.run;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.Restored;
import java.util.List;

/** The sandbox's log for the report. */
final class Logs {
    private Logs() {}

    static List<Attachment> of(Restored restored) {
        String log = restored.log();
        return log.isBlank() ? List.of() : List.of(Attachment.text("sandbox log", log));
    }
}
