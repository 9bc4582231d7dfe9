package io.restoreverifier.bench;

import java.io.IOException;
import java.nio.file.Path;

/** The restore test as a good operator would script it. */
record Operator(Candidate candidate, Path work) {

    double run() throws IOException, InterruptedException {
        return Timed.run(work, candidate.script());
    }
}
