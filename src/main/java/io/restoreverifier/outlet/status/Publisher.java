package io.restoreverifier.outlet.status;

import java.time.Duration;
import java.util.Map;

/** Takes the pages elsewhere once they are written. */
@FunctionalInterface
interface Publisher {
    /**
     * @param pages their folders: {@code STATUS_PAGE}, and {@code STATUS_PAGE_PUBLIC} where there is one
     * @param patience for all of it
     * @throws io.restoreverifier.outlet.OutletException when the pages are not there afterwards
     */
    void run(Map<String, String> pages, Duration patience);
}
