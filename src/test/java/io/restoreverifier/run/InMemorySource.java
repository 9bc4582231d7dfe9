package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.source.Checksum;
import io.restoreverifier.source.Located;
import io.restoreverifier.source.Source;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Artifacts that lie in memory. */
final class InMemorySource implements Source {
    private final List<Artifact> artifacts = new ArrayList<>();
    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<String, Checksum> checksums = new HashMap<>();
    private boolean requiresChecksum;
    private boolean unreachable;

    InMemorySource with(String name, Instant producedAt, byte[] content) {
        artifacts.add(new Artifact(name, "memory:" + name, content.length, producedAt, Artifact.TimeFrom.NAME));
        artifacts.sort(Comparator.comparing(Artifact::producedAt).reversed());
        contents.put(name, content);
        return this;
    }

    InMemorySource withChecksum(String name, String hex) {
        checksums.put(name, new Checksum("SHA-256", hex, name + ".sha256"));
        return this;
    }

    InMemorySource requiringChecksums() {
        requiresChecksum = true;
        return this;
    }

    InMemorySource unreachable() {
        unreachable = true;
        return this;
    }

    /** Listed, but gone when it is opened. */
    InMemorySource forgetting(String name) {
        contents.remove(name);
        return this;
    }

    @Override
    public Located locate(Instant now) {
        if (unreachable) {
            throw new CannotTell(FindingCode.SOURCE_UNREACHABLE, "the folder is not there", "mount it");
        }
        return new Located(artifacts, List.of());
    }

    @Override
    public InputStream open(Artifact artifact) throws IOException {
        byte[] content = contents.get(artifact.name());
        if (content == null) {
            throw new FileNotFoundException(artifact.name());
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public Optional<Checksum> checksum(Artifact artifact) {
        return Optional.ofNullable(checksums.get(artifact.name()));
    }

    @Override
    public Source beside(String pattern) {
        return new InMemorySource();
    }

    @Override
    public Predicate<String> takes() {
        return location -> artifacts.stream().anyMatch(a -> a.location().equals(location));
    }

    @Override
    public boolean requiresChecksum() {
        return requiresChecksum;
    }
}
