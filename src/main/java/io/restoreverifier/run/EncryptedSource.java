package io.restoreverifier.run;

import io.restoreverifier.inspect.Decryption;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Deletion;
import io.restoreverifier.source.Checksum;
import io.restoreverifier.source.Located;
import io.restoreverifier.source.OwnCheck;
import io.restoreverifier.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** A source whose artifacts are encrypted: it gives them as they lie, and says how they are decrypted. */
record EncryptedSource(Source origin, Decryption how) implements Source {

    @Override
    public Located locate(Instant now) {
        return origin.locate(now);
    }

    @Override
    public InputStream open(Artifact artifact) throws IOException {
        return origin.open(artifact);
    }

    @Override
    public InputStream open(Artifact artifact, Path room) throws IOException {
        return origin.open(artifact, room);
    }

    @Override
    public Optional<Checksum> checksum(Artifact artifact) throws IOException {
        return origin.checksum(artifact);
    }

    @Override
    public Source beside(String pattern) {
        return origin.beside(pattern);
    }

    @Override
    public Predicate<String> takes() {
        return origin.takes();
    }

    @Override
    public boolean provesWhatItGives() {
        return origin.provesWhatItGives();
    }

    @Override
    public boolean bringsArchivedWal() {
        return origin.bringsArchivedWal();
    }

    @Override
    public Optional<OwnCheck> ownCheck() {
        return origin.ownCheck();
    }

    @Override
    public boolean requiresChecksum() {
        return origin.requiresChecksum();
    }

    @Override
    public Deletion deletion() {
        return origin.deletion();
    }

    /** How the artifacts of a source are decrypted; empty when they are not encrypted. */
    static Optional<Decryption> decryption(Source source) {
        return source instanceof EncryptedSource encrypted ? Optional.of(encrypted.how) : Optional.empty();
    }
}
