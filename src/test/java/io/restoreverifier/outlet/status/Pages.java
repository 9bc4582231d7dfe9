package io.restoreverifier.outlet.status;

import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Outlet;
import java.util.List;
import java.util.Optional;

/** Status pages of a catalog that is nothing but their section. */
final class Pages {
    private Pages() {}

    static List<Outlet> read(Settings section) {
        return StatusPage.read(section, Optional.empty());
    }
}
