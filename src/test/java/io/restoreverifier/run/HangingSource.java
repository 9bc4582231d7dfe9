package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.source.Checksum;
import io.restoreverifier.source.Located;
import io.restoreverifier.source.Source;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A source that does not answer until it is interrupted, as a slow network does. */
final class HangingSource implements Source {
    @Override
    public Located locate(Instant now) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CannotTell(FindingCode.INTERRUPTED, "interrupted", "");
    }

    @Override
    public InputStream open(Artifact artifact) {
        throw new AssertionError("it has no artifact");
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
        return location -> false;
    }

    @Override
    public boolean requiresChecksum() {
        return false;
    }
}
