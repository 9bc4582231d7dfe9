package io.restoreverifier.source;

import io.restoreverifier.model.Artifact;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where no file lies beside the artifacts. */
record NothingBeside(String location) implements Source {
    @Override
    public Located locate(Instant now) {
        return new Located(List.of(), List.of());
    }

    @Override
    public InputStream open(Artifact artifact) throws FileNotFoundException {
        throw new FileNotFoundException("nothing lies beside the snapshots of " + location);
    }

    @Override
    public Optional<Checksum> checksum(Artifact artifact) {
        return Optional.empty();
    }

    @Override
    public Source beside(String pattern) {
        return this;
    }

    @Override
    public Predicate<String> takes() {
        return where -> false;
    }

    @Override
    public boolean requiresChecksum() {
        return false;
    }
}
