package io.restoreverifier.outlet.status;

import io.restoreverifier.outlet.OutletException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Takes the pages elsewhere by a command of the user's. It is tried once: whether half its work may be done twice, only it
 * knows.
 *
 * @param command for {@code sh -c}; must end with status 0
 */
record Publication(String command) implements Publisher {
    private static final String WHO = "the command that publishes";

    @Override
    public void run(Map<String, String> pages, Duration patience) {
        try {
            Publishing ended = Publishing.run(List.of("sh", "-c", command), pages, patience);
            if (!ended.isWell()) {
                throw new OutletException(WHO + " " + ended.trouble());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutletException(WHO + " was interrupted", e);
        }
    }
}
