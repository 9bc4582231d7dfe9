package io.restoreverifier.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The restore test as a good operator would script it. */
record Operator(String image, BenchData.Database database, Path work) {

    double run() throws IOException, InterruptedException {
        return Timed.run(
                work,
                List.of(
                        Script.path(database.kind().script()),
                        image,
                        database.dump().toString(),
                        database.name()));
    }
}
