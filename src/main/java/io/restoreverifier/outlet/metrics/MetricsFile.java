package io.restoreverifier.outlet.metrics;

import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.FileTrouble;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/** A file for the textfile collector of node_exporter, which may read it at any moment. */
record MetricsFile(Path file) implements Outlet {
    @Override
    public String name() {
        return "metrics: file";
    }

    @Override
    public void tell(Ending ending) {
        try {
            WholeFile.write(file, Exposition.of(ending));
        } catch (IOException e) {
            throw new OutletException(
                    file + " cannot be written: " + FileTrouble.of(e) + "; may this user write there?", e);
        }
    }
}
