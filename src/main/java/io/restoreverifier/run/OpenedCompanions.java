package io.restoreverifier.run;

import io.restoreverifier.inspect.Decryption;
import io.restoreverifier.model.FetchedArtifact;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What belongs to an encrypted artifact: decrypted by the same key where it is encrypted itself, once for whoever asks for it. */
final class OpenedCompanions {
    private final Companions companions;
    private final Optional<Decryption> how;
    private final Story story;
    private final Expiry expiry;
    private final Map<Path, Optional<FetchedArtifact>> opened = new HashMap<>();

    OpenedCompanions(Companions companions, Optional<Decryption> how, Story story, Expiry expiry) {
        this.companions = companions;
        this.how = how;
        this.story = story;
        this.expiry = expiry;
    }

    /** As {@link Companions#fetch}; without those that do not decrypt, which is told. */
    List<FetchedArtifact> fetch() {
        return companions.fetch().stream().flatMap(f -> opened(f).stream()).toList();
    }

    /** As {@link Companions#fetchForChecks}; without those that do not decrypt, which is told. */
    Map<String, FetchedArtifact> fetchForChecks() {
        Map<String, FetchedArtifact> plain = new LinkedHashMap<>();
        companions
                .fetchForChecks()
                .forEach((pattern, fetched) -> opened(fetched).ifPresent(f -> plain.put(pattern, f)));
        return plain;
    }

    private Optional<FetchedArtifact> opened(FetchedArtifact fetched) {
        return opened.computeIfAbsent(fetched.file(), file -> Decrypting.companion(fetched, how, story, expiry.left()));
    }
}
