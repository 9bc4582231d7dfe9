package io.restoreverifier.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A restore test, with all default checks, of one artifact that is far larger than the memory it may use. */
record Large(long bytes, Ours.Run run) {

    static Large measure(Path work, BenchOptions options) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("large-" + options.gigabytes()));
        Path dump = folder.resolve("large.dump");
        Script.makeOnce(
                "the dump",
                dump,
                work,
                List.of(
                        Script.path("make-large.sh"),
                        options.image(),
                        folder.toString(),
                        Integer.toString(options.gigabytes())));
        long bytes = Files.size(dump);
        Candidate candidate = new Candidate(
                "large", dump, bytes, "2 tables", List.of(), "{postgresql: {image: \"" + options.image() + "\"}}", "");
        return new Large(bytes, new Ours(candidate, work, Ours.Questions.BY_DEFAULT).run());
    }

    void print(PrintStream out) {
        out.printf(
                "%nan artifact of %,d MB with -Xmx256m: PASSED in %.0f s, of which %s%n",
                bytes >> 20, run.wall(), run.stages());
    }

    byte[] json() throws IOException {
        return Comparison.JSON.writeValueAsBytes(this);
    }
}
